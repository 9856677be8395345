package dev.groundswell.testbed.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustomersFileTest {
    private static final String LINES = """
            InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
            1,85123A,"HEART, ""WHITE"" ONE",6,2010-12-01T08:26:00Z,2.55,17850,United Kingdom
            2,71053,LANTERN,6,2010-12-01T08:26:00Z,3.39,,United Kingdom
            3,71053,LANTERN,6,2010-12-01T08:27:00Z,3.39,13047,United Kingdom
            4,71053,LANTERN,6,2010-12-01T08:28:00Z,3.39,17850,United Kingdom
            """;

    @TempDir
    Path folder;

    @Test
    void eachCustomerIsDrawnOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("retail.csv"), LINES);

        assertThat(CustomersFile.draw(file, 10, 1)).containsExactlyInAnyOrder("17850", "13047");
        assertThat(CustomersFile.draw(file, 1, 1)).hasSize(1);
    }

    @Test
    void aPackedFileIsUnpacked() throws IOException {
        Path file = Files.write(folder.resolve("retail.csv.gz"), packed());

        assertThat(CustomersFile.draw(file, 10, 1)).hasSize(2);
    }

    @Test
    void aTruncatedFileIsTold() throws IOException {
        byte[] packed = packed();
        Path file = Files.write(folder.resolve("retail.csv.gz"), Arrays.copyOf(packed, packed.length - 20));

        assertThatExceptionOfType(LoadException.class).isThrownBy(() -> CustomersFile.draw(file, 10, 1))
                .withMessageContaining("retail.csv.gz, line ");
    }

    @Test
    void aForeignFileIsTold() throws IOException {
        Path file = Files.writeString(folder.resolve("other.csv"), "a,b\n1,2\n");

        assertThatExceptionOfType(LoadException.class).isThrownBy(() -> CustomersFile.draw(file, 10, 1)).withMessageContaining("line 1");
    }

    @Test
    void aMissingFileIsTold() {
        assertThatExceptionOfType(LoadException.class).isThrownBy(() -> CustomersFile.draw(folder.resolve("none.csv"), 10, 1))
                .withMessageContaining("none.csv");
    }

    private static byte[] packed() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(bytes)) {
            packing.write(LINES.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
