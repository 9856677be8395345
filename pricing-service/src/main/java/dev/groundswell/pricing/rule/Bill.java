package dev.groundswell.pricing.rule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What a basket costs.
public sealed interface Bill {

    /// Largest total, in minor units: exact as a JSON number in every language, and far from the end of 64 bits.
    long MOST = 1_000_000_000_000_000L;

    /// Every line with its price.
    ///
    /// @param lines in the basket's order
    /// @param total sum of the lines' totals
    record Priced(List<Line> lines, long total) implements Bill {}

    /// The sum exceeds [#MOST].
    ///
    /// @param line index of the line with which it does
    record TooLarge(int line) implements Bill {}

    /// One line of a basket to be priced.
    ///
    /// @param quantity at least 1
    record Item(Tariff tariff, long quantity) {}

    /// One line priced.
    ///
    /// @param total unit price × quantity
    record Line(long unitPrice, long total) {}

    /// Adds up the basket as it is at `moment`. Nothing but a promotion per piece is ever rounded.
    static Bill of(List<Item> items, Instant moment) {
        List<Line> lines = new ArrayList<>(items.size());
        long sum = 0;
        for (Item item : items) {
            long unit = item.tariff().unitPrice(item.quantity(), moment);
            if (item.quantity() < 1 || unit < 0) {
                throw new IllegalArgumentException(
                        "a line needs a quantity of 1 and a price of 0 or more, had " + item.quantity() + " at " + unit);
            }
            // By division, because the product may not fit.
            if (unit > (MOST - sum) / item.quantity()) {
                return new TooLarge(lines.size());
            }
            sum += unit * item.quantity();
            lines.add(new Line(unit, unit * item.quantity()));
        }
        return new Priced(List.copyOf(lines), sum);
    }
}
