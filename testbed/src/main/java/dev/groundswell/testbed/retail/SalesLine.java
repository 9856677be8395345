package dev.groundswell.testbed.retail;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/// One line of the file, its fields of the right types.
///
/// @param customer empty when the file has none
/// @param number of the line in the file, for messages
record SalesLine(long number, String invoice, String sku, String description, int quantity, Instant minute, BigDecimal price,
        String customer,
        String country) {

    private static final Pattern PRODUCT = Pattern.compile("[0-9]{5}.*");

    /// Why it is no order line, `null` when it is one.
    @Nullable
    LeftOut leftOut() {
        if (customer.isEmpty()) {
            return LeftOut.NO_CUSTOMER;
        }
        if (invoice.startsWith("C")) {
            return LeftOut.CANCELLATION;
        }
        if (invoice.startsWith("A")) {
            return LeftOut.BAD_DEBT;
        }
        if (quantity <= 0) {
            return LeftOut.QUANTITY;
        }
        if (price.signum() <= 0) {
            return LeftOut.PRICE;
        }
        return PRODUCT.matcher(sku).matches() ? null : LeftOut.NO_PRODUCT;
    }
}
