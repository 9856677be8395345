package dev.groundswell.order.placing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.groundswell.order.orders.Order;
import dev.groundswell.platform.commerce.Money;

/// What a customer orders, checked.
///
/// @param lines one a sku
record OrderRequest(String currency, List<Order.Line> lines, @Nullable Money expectedTotal) {

    /// Tells whether two bodies ask for the same: SHA-256 over currency, lines by sku and expected total, whatever the JSON looked like.
    byte[] fingerprint() {
        StringBuilder canonical = new StringBuilder(currency);
        lines.stream()
                .sorted(Comparator.comparing(Order.Line::sku))
                .forEach(line -> canonical.append('\n').append(line.sku()).append(' ').append(line.quantity()));
        if (expectedTotal != null) {
            canonical.append("\n= ").append(expectedTotal.amount());
        }
        try {
            return MessageDigest.getInstance("SHA-256").digest(canonical.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
