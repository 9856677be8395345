package dev.groundswell.testbed.retail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Sales in the format of Online Retail: many invoices of a few hundred customers, prices that change, the same at each call.
public final class MadeUpSales {

    private static final int CUSTOMERS = 400;
    private static final int SKUS = 500;
    private static final int MOST_LINES = 12;

    private MadeUpSales() {}

    /// Returns `file`.
    public static Path write(Path file, int invoices) throws IOException {
        Random random = new Random(11);
        List<String> lines = new ArrayList<>(List.of("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"));
        for (int invoice = 0; invoice < invoices; invoice++) {
            int count = 1 + random.nextInt(MOST_LINES);
            for (int line = 0; line < count; line++) {
                lines.add(String.format(Locale.ROOT, "%d,%05d,THING,%d,2011-01-%02dT10:00:00Z,%d.%02d,%d,Malta", 500_000 + invoice,
                        10_000 + random.nextInt(SKUS),
                        1 + random.nextInt(9), 1 + invoice * 28 / invoices, random.nextInt(20), 1 + random.nextInt(99),
                        10_000 + invoice % CUSTOMERS));
            }
        }
        return Files.write(file, lines);
    }
}
