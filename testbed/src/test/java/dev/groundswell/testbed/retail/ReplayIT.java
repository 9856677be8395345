package dev.groundswell.testbed.retail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import dev.groundswell.local.testing.TestSuite;
import dev.groundswell.testbed.suite.Shop;
import dev.groundswell.testbed.suite.Stock;
import dev.groundswell.testbed.suite.SuiteExtension;

@ExtendWith(SuiteExtension.class)
class ReplayIT {
    private final TestSuite suite;
    private final Shop shop;
    private final String scarce = Shop.fresh("10001");
    private final String plenty = Shop.fresh("10002");
    private final String customer = Shop.fresh("retail");
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    @TempDir
    Path folder;
    private Path file;

    ReplayIT(TestSuite suite, Shop shop) {
        this.suite = suite;
        this.shop = shop;
    }

    @BeforeEach
    void writesTheFile() throws IOException {
        file = Files.writeString(folder.resolve("sales.csv"), """
                InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
                1,SCARCE,A,2,2011-01-01T08:00:00Z,2.00,CUSTOMER,UK
                1,SCARCE,A,1,2011-01-01T08:00:00Z,2.00,CUSTOMER,UK
                1,PLENTY,A,1,2011-01-01T08:00:00Z,1.00,CUSTOMER,UK
                2,SCARCE,A,3,2011-01-02T08:00:00Z,2.50,CUSTOMER,UK
                3,PLENTY,A,2,2011-01-02T08:00:00Z,1.00,CUSTOMER,UK
                C4,PLENTY,A,-2,2011-01-02T08:00:00Z,1.00,CUSTOMER,UK
                """.replace("SCARCE", scarce).replace("PLENTY", plenty).replace("CUSTOMER", customer));
    }

    @Test
    void confirmsWhatThereIsRejectsTheRestAndReconcilesInEveryRun() throws InterruptedException {
        assertThat(imports("--stock", "5")).isZero();
        assertThat(lastLine()).startsWith("imported").contains("2 products, 3 prices").contains("5 of 6 lines used, 1 left out");
        assertThat(imports("--stock", "5")).as("importing again").isZero();
        assertThat(shop.stock(scarce)).isEqualTo(Stock.whole(scarce, 5));

        assertThat(replays()).isZero();
        assertThat(lastLine()).contains("3 accepted", "2 confirmed", "1 rejected").endsWith("reconciled");
        assertThat(shop.stock(scarce)).isEqualTo(Stock.whole(scarce, 2));

        assertThat(replays("--limit", "1", "--rate", "50")).as("a run of its own").isZero();
        assertThat(lastLine()).contains("1 accepted", "0 confirmed", "1 rejected").endsWith("reconciled");
    }

    @Test
    void comesToTheCurrentPricesWhenAllIsThere() throws InterruptedException {
        assertThat(imports()).isZero();

        assertThat(replays("--connections", "2")).isZero();

        assertThat(lastLine()).contains("3 confirmed", "total 18.00 GBP").endsWith("reconciled");
        assertThat(shop.stock(scarce)).isEqualTo(Stock.whole(scarce, 0));
        assertThat(shop.stock(plenty)).isEqualTo(Stock.whole(plenty, 0));
    }

    @Test
    void saysThatTheFileIsNotImported() {
        assertThatThrownBy(this::replays).isInstanceOf(RetailException.class).hasMessageContaining("not imported")
                .hasMessageContaining("./dev import");
    }

    @Test
    void importsNothingOfADamagedFile() throws IOException {
        Files.writeString(file, Files.readString(file) + "5,cut off");

        assertThatThrownBy(this::imports).isInstanceOf(RetailException.class).hasMessageContaining("line 8");
        shop.anyone().get("/api/products/{sku}", plenty).then().statusCode(404);
    }

    private int imports(String... options) throws InterruptedException {
        return new ImportCommand(console()).run(words(options));
    }

    private int replays(String... options) throws InterruptedException {
        return new ReplayCommand(console()).run(words(options));
    }

    private List<String> words(String... options) {
        List<String> words = new ArrayList<>(List.of(file.toString(), "--dir", suite.logs().resolveSibling("").toString()));
        words.addAll(List.of(options));
        return words;
    }

    private PrintStream console() {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    private String lastLine() {
        return out.toString(StandardCharsets.UTF_8).strip().lines().reduce("", (earlier, later) -> later);
    }
}
