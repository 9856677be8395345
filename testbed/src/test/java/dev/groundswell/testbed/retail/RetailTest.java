package dev.groundswell.testbed.retail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetailTest {
    private static final String HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";
    private static final String LINE = "536365,85123A,HOLDER,6,2010-12-01T08:26:00Z,2.55,17850,United Kingdom\n";

    @TempDir
    Path folder;

    @Test
    void givesEachLineTheFirstReasonThatHolds() throws IOException {
        Retail retail = read(HEADER + LINE + """
                C1,85123A,X,-1,2010-12-01T08:26:00Z,0,,UK
                C1,85123A,X,-1,2010-12-01T08:26:00Z,0,17850,UK
                A1,85123A,X,-1,2010-12-01T08:26:00Z,0,17850,UK
                2,85123A,X,0,2010-12-01T08:26:00Z,-1,17850,UK
                2,POST,X,1,2010-12-01T08:26:00Z,0,17850,UK
                3,POST,X,1,2010-12-01T08:26:00Z,1,17850,UK
                536365,POST,X,1,2010-12-01T08:26:00Z,1,17850,UK
                """);

        assertThat(retail.leftOut())
                .isEqualTo(Map.of(LeftOut.NO_CUSTOMER, 1L, LeftOut.CANCELLATION, 1L, LeftOut.BAD_DEBT, 1L, LeftOut.QUANTITY, 1L,
                        LeftOut.PRICE, 1L, LeftOut.NO_PRODUCT, 2L));
        assertThat(retail.lines()).isEqualTo(8);
        assertThat(retail.used()).isEqualTo(1);
        assertThat(retail.invoicesWithoutProducts()).isEqualTo(1);
    }

    @Test
    void keepsTheLaterLineOfAMinuteAndMergesEqualNeighbours() throws IOException {
        Retail retail = read(HEADER + """
                1,10001,A,1,2011-01-01T08:00:00Z,1.00,c,UK
                2,10001,A,1,2011-01-01T08:00:00Z,1.10,c,UK
                3,10001,A,1,2011-01-01T08:01:00Z,1.1,c,UK
                4,10001,A,1,2011-01-01T08:02:00Z,0.9,c,UK
                """);

        assertThat(retail.sku("10001").history()).containsExactly(
                new Retail.PricePoint(Instant.parse("2011-01-01T08:00:00Z"), 110),
                new Retail.PricePoint(Instant.parse("2011-01-01T08:02:00Z"), 90));
        assertThat(retail.takings()).isEqualTo(410);
        assertThat(retail.totalAtCurrentPrices()).isEqualTo(360);
    }

    @Test
    void sumsEqualSkusOfAnInvoiceButNotThoseOfOtherCase() throws IOException {
        Retail retail = read(HEADER + """
                1,10001a,A,1,2011-01-01T08:00:00Z,1,c,UK
                1,10001A,A,2,2011-01-01T08:00:00Z,1,c,UK
                1,10001a,A,4,2011-01-01T08:00:00Z,2,c,UK
                """);

        assertThat(retail.invoices()).singleElement()
                .satisfies(invoice -> assertThat(invoice.quantities()).isEqualTo(Map.of("10001a", 5L, "10001A", 2L)));
        assertThat(retail.sku("10001a").demand()).isEqualTo(5);
    }

    @Test
    void namesAProductByItsMostFrequentDescriptionThenByAlphabetThenBySku() throws IOException {
        Retail retail = read(HEADER + """
                1,10001,B,1,2011-01-01T08:00:00Z,1,c,UK
                1,10001,"A, ""quoted""\",1,2011-01-01T08:00:00Z,1,c,UK
                1,10002,B,1,2011-01-01T08:00:00Z,1,c,UK
                1,10002,B,1,2011-01-01T08:00:00Z,1,c,UK
                1,10002,A,1,2011-01-01T08:00:00Z,1,c,UK
                1,10003,,1,2011-01-01T08:00:00Z,1,c,UK
                """);

        assertThat(retail.skus()).extracting(Retail.Sku::name).containsExactly("A, \"quoted\"", "B", "10003");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "1,10001,A,x,2011-01-01T08:00:00Z,1,c,UK       | line 3: Quantity must be a whole number, was \"x\"",
            "1,10001,A,1.0,2011-01-01T08:00:00Z,1,c,UK     | line 3: Quantity must be a whole number, was \"1.0\"",
            "1,10001,A,1,01/02/2011 08:00,1,c,UK           | line 3: InvoiceDate must be a time",
            "1,10001,A,1,2011-01-01T08:00:00Z,1.001,c,UK   | line 3: UnitPrice must be in whole pennies, was 1.001",
            "1,10001,A,1,2011-01-01T08:00:00Z,cheap,c,UK   | line 3: UnitPrice must be a decimal number, was \"cheap\"",
            "1,10001,A,1,2011-01-01T08:00:00Z,1,c          | line 3: must have 8 fields, has 7",
            "1,,A,1,2011-01-01T08:00:00Z,1,c,UK            | line 3: has no StockCode",
            "1,10001/x,A,1,2011-01-01T08:00:00Z,1,c,UK     | line 3: a stock code or customer must be",
            "1,10001,A,1,2011-01-01T08:00:00Z,1,a&b,UK     | line 3: a stock code or customer must be",
            "536365,10001,A,1,2011-01-01T08:00:00Z,1,c,UK  | line 3: invoice 536365 is 17850's and c's",
            "1,10001,A,1,2999-01-01T08:00:00Z,1,c,UK       | line 3: InvoiceDate must be after 1970 and not in the future",
            "1,10001,A,1,2011-01-01T08:00:00Z,1e300,c,UK   | line 3: UnitPrice must be at most",
            "1,10001,A,1,2011-01-01T08:00:00Z,1,c,         | line 3: Country must be 1..100 characters",
            "1,10001,A,1000001,2011-01-01T08:00:00Z,1,c,UK | line 3: invoice 1 has more than 1000000 of 10001",
            "1,10001,A,1,2011-01-01T08:00:00Z,1,c,U        | line 3: the file is cut off in this line",
            "1,10001,\"A                                   | line 3: "})
    void namesTheLineThatIsWrong(String line, String message) {
        assertThatThrownBy(() -> read(HEADER + LINE + line)).isInstanceOf(RetailException.class).hasMessageContaining(message);
    }

    @Test
    void refusesAnotherKindOfFile() {
        assertThatThrownBy(() -> read("a,b\n1,2\n")).isInstanceOf(RetailException.class)
                .hasMessageContaining("line 1: the header must be InvoiceNo");
        assertThatThrownBy(() -> read("")).isInstanceOf(RetailException.class).hasMessageContaining("line 1: the header must be InvoiceNo");
        assertThatThrownBy(() -> read(HEADER)).isInstanceOf(RetailException.class).hasMessageContaining("no order line");
        assertThatThrownBy(() -> Retail.read(folder.resolve("none.csv"))).isInstanceOf(RetailException.class)
                .hasMessageContaining("no such file");
    }

    @Test
    void refusesWhatIsNoUtf8() {
        byte[] latin = (HEADER + LINE + "1,10001,CAFÉ,1,2011-01-01T08:00:00Z,1,c,UK\n").getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> read(latin)).isInstanceOf(RetailException.class).hasMessageContaining("no UTF-8");
    }

    @Test
    void knowsGzipByItsBytesAndSaysWhenItIsCutOffOrDamaged() throws IOException {
        byte[] whole = gzipped(HEADER + LINE.repeat(100));
        byte[] damaged = whole.clone();
        damaged[damaged.length - 6] ^= 1;

        assertThat(read(whole).used()).isEqualTo(100);
        assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length - 12))).isInstanceOf(RetailException.class)
                .hasMessageContaining("cut off");
        assertThatThrownBy(() -> read(damaged)).isInstanceOf(RetailException.class).hasMessageContaining("damaged");
    }

    private Retail read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private Retail read(byte[] bytes) throws IOException {
        return Retail.read(Files.write(folder.resolve("sales.csv"), bytes));
    }

    private static byte[] gzipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
