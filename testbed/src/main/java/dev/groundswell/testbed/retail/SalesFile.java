package dev.groundswell.testbed.retail;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;

/// A file in the format of Online Retail: CSV (RFC 4180, UTF-8), plain or gzipped, whatever its name.
final class SalesFile {

    static final List<String> HEADER = List.of("InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice",
            "CustomerID",
            "Country");
    private static final int GZIP_MAGIC = 0x8b1f;

    private final Path file;
    private long at = 1;

    SalesFile(Path file) {
        this.file = file;
    }

    /// Gives each line to `reader`. Fails with [RetailException] that names the line when the file is damaged, cut off or another kind of file.
    void read(Consumer<SalesLine> reader) {
        if (!Files.isRegularFile(file)) {
            throw new RetailException("no such file: " + file);
        }
        try (Ending bytes = new Ending(opened()); CsvReader<CsvRecord> records = csv(bytes)) {
            var all = records.iterator();
            header(all.hasNext() ? all.next().getFields() : List.of());
            while (all.hasNext()) {
                CsvRecord record = all.next();
                at = record.getStartingLineNumber();
                reader.accept(line(record.getFields()));
            }
            if (!bytes.endsALine()) {
                throw new RetailException(place() + "the file is cut off in this line: it has no line end");
            }
        } catch (CsvParseException | UncheckedIOException | IOException e) {
            throw new RetailException(place() + why(e), e);
        }
    }

    private InputStream opened() throws IOException {
        BufferedInputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        bytes.mark(2);
        int magic = bytes.read() | bytes.read() << 8;
        bytes.reset();
        return magic == GZIP_MAGIC ? new GZIPInputStream(bytes, 1 << 16) : bytes;
    }

    private static CsvReader<CsvRecord> csv(InputStream bytes) {
        var utf8 = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        return CsvReader.builder().skipEmptyLines(false).extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(new BufferedReader(new InputStreamReader(bytes, utf8)));
    }

    private void header(List<String> fields) {
        if (!fields.equals(HEADER)) {
            throw new RetailException(place() + "the header must be " + String.join(",", HEADER));
        }
    }

    private SalesLine line(List<String> fields) {
        if (fields.size() != HEADER.size()) {
            throw new RetailException(place() + "must have " + HEADER.size() + " fields, has " + fields.size());
        }
        String invoice = fields.get(0);
        String sku = fields.get(1);
        if (invoice.isEmpty() || sku.isEmpty()) {
            throw new RetailException(place() + "has no " + (invoice.isEmpty() ? "InvoiceNo" : "StockCode"));
        }
        return new SalesLine(at, invoice, sku, fields.get(2), quantity(fields.get(3)), minute(fields.get(4)), price(fields.get(5)),
                fields.get(6),
                fields.get(7));
    }

    private int quantity(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw wrong("Quantity", "a whole number", text, e);
        }
    }

    private Instant minute(String text) {
        try {
            return Instant.parse(text).truncatedTo(ChronoUnit.MINUTES);
        } catch (DateTimeException e) {
            throw wrong("InvoiceDate", "a time such as 2010-12-01T08:26:00Z", text, e);
        }
    }

    private BigDecimal price(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw wrong("UnitPrice", "a decimal number", text, e);
        }
    }

    private RetailException wrong(String field, String wanted, String was, Exception cause) {
        return new RetailException(place() + field + " must be " + wanted + ", was \"" + was + "\"", cause);
    }

    private String place() {
        return file.getFileName() + " line " + at + ": ";
    }

    private static String why(Throwable failure) {
        for (Throwable link = failure; link != null; link = link.getCause()) {
            switch (link) {
                case EOFException end -> {
                    return "the file is cut off behind this line";
                }
                case ZipException damaged -> {
                    return "the file is damaged behind this line: " + damaged.getMessage();
                }
                case CharacterCodingException coding -> {
                    return "the file is no UTF-8 behind this line";
                }
                default -> {
                    // the cause says more
                }
            }
        }
        return "cannot be read: " + failure.getMessage();
    }

    /// Remembers whether what was read ends with a line end: a field that was cut off in the last column shows in nothing else.
    private static final class Ending extends FilterInputStream {

        private int last = -1;

        Ending(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            last = one < 0 ? last : one;
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            last = count > 0 ? buffer[offset + count - 1] : last;
            return count;
        }

        boolean endsALine() {
            return last == '\n' || last == '\r';
        }
    }
}
