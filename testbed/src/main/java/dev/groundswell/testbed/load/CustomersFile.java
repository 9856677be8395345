package dev.groundswell.testbed.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPInputStream;

import org.simpleflatmapper.lightningcsv.CsvParser;

/// The customers of a file in the Online Retail format, packed with gzip when its name says so.
final class CustomersFile {
    private static final String COLUMN = "CustomerID";

    private CustomersFile() {}

    /// So many different customers, or all of them when there are fewer; the seed decides which. Fails with [LoadException] and the line when the file is
    /// of another kind or damaged.
    static List<String> draw(Path file, int count, long seed) {
        Set<String> customers = new LinkedHashSet<>();
        int line = 1;
        try (Reader text = open(file)) {
            Iterator<String[]> rows = CsvParser.iterator(text);
            int column = rows.hasNext() ? Arrays.asList(rows.next()).indexOf(COLUMN) : -1;
            if (column < 0) {
                throw new LoadException(file + ", line 1: no column " + COLUMN + ", so not in the Online Retail format");
            }
            while (rows.hasNext()) {
                line++;
                String[] row = rows.next();
                if (row.length <= column) {
                    throw new LoadException(file + ", line " + line + ": " + row.length + " columns, too few for a customer");
                }
                if (!row[column].isBlank()) {
                    customers.add(row[column]);
                }
            }
        } catch (IOException e) {
            throw new LoadException(file + ", line " + line + ": cannot be read: " + e, e);
        }
        if (customers.isEmpty()) {
            throw new LoadException(file + " names no customers");
        }
        List<String> shuffled = new ArrayList<>(customers);
        Collections.shuffle(shuffled, new Random(seed));
        return List.copyOf(shuffled.subList(0, Math.min(count, shuffled.size())));
    }

    private static Reader open(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        return new InputStreamReader(file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes, StandardCharsets.UTF_8);
    }
}
