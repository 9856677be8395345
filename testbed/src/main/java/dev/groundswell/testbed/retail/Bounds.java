package dev.groundswell.testbed.retail;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/// What the shop takes of an order line. Checked before the first request, so that no import ends halfway with a refusal. Fails with [RetailException]
/// that names the line.
final class Bounds {

    /// Skus and customers become parts of paths and queries.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final int LONGEST_DESCRIPTION = 200;
    private static final int LONGEST_COUNTRY = 100;
    private static final BigDecimal HIGHEST_PRICE = new BigDecimal("10000000000.00");
    private static final int PENNIES = 2;
    private static final int MOST_SKUS = 1_000;
    private static final long MOST_OF_A_SKU = 1_000_000;
    private static final long MOST_STOCK = 1_000_000_000;

    private Bounds() {}

    static void check(SalesLine line) {
        for (String name : List.of(line.sku(), line.customer())) {
            require(NAME.matcher(name).matches(), line,
                    "a stock code or customer must be up to 64 letters, digits, '.', '_' and '-', was \"" + name + "\"");
        }
        require(line.description().length() <= LONGEST_DESCRIPTION && printable(line.description()), line,
                "Description must be at most " + LONGEST_DESCRIPTION + " characters, none of them control characters");
        require(!line.country().isBlank() && line.country().length() <= LONGEST_COUNTRY && printable(line.country()), line,
                "Country must be 1.." + LONGEST_COUNTRY + " characters, none of them control characters");
        // A price of the future would not be the current one.
        require(line.minute().isAfter(Instant.EPOCH) && !line.minute().isAfter(Instant.now()), line,
                "InvoiceDate must be after 1970 and not in the future, was " + line.minute());
    }

    static long pennies(SalesLine line) {
        require(line.price().compareTo(HIGHEST_PRICE) <= 0, line, "UnitPrice must be at most " + HIGHEST_PRICE);
        try {
            return line.price().movePointRight(PENNIES).longValueExact();
        } catch (ArithmeticException e) {
            throw new RetailException("line " + line.number() + ": UnitPrice must be in whole pennies, was " + line.price(), e);
        }
    }

    static void checkDemand(SalesLine line, long demand) {
        require(demand <= MOST_STOCK, line, "sku " + line.sku() + " is ordered more than " + MOST_STOCK + " times");
    }

    static void checkInvoice(SalesLine line, Retail.Invoice invoice) {
        require(invoice.customer().equals(line.customer()), line,
                "invoice " + line.invoice() + " is " + invoice.customer() + "'s and " + line.customer() + "'s");
        require(invoice.quantities().size() <= MOST_SKUS, line, "invoice " + line.invoice() + " has more than " + MOST_SKUS + " skus");
        require(invoice.quantities().getOrDefault(line.sku(), 0L) <= MOST_OF_A_SKU, line,
                "invoice " + line.invoice() + " has more than " + MOST_OF_A_SKU + " of " + line.sku());
    }

    private static boolean printable(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }

    private static void require(boolean holds, SalesLine line, String rule) {
        if (!holds) {
            throw new RetailException("line " + line.number() + ": " + rule);
        }
    }
}
