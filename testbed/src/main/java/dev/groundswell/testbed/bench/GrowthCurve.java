package dev.groundswell.testbed.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.HdrHistogram.Histogram;

/// What was measured at each size, the smallest first and once more at the end: between the two the machine had time to change its mood. Both together
/// are what the other sizes are compared with.
final class GrowthCurve {
    private final List<Point> points = new ArrayList<>();

    /// What is measured.
    enum Operation {
        ACCEPT, READ, LIST;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The rounds of one operation at one size.
    static final class Pace {
        private final List<Double> rates = new ArrayList<>();
        private final Histogram times = new Histogram(3);

        void add(LeanClient.Result turn) {
            rates.add(turn.perSecond());
            times.add(turn.times());
        }

        double median() {
            return Comparison.median(rates);
        }

        /// `6569/s (spread 2 %, p50 4.71 ms, p95 7.02 ms)`
        String words() {
            return String.format(Locale.ROOT, "%.0f/s (spread %.0f %%, p50 %.2f ms, p95 %.2f ms)", median(),
                    100 * Comparison.spread(rates), times.getValueAtPercentile(50) / 1e6, times.getValueAtPercentile(95) / 1e6);
        }
    }

    /// One size.
    ///
    /// @param bytes of all shards, indexes included
    record Point(int orders, long bytes, Map<Operation, Pace> paces) {
        Point(int orders, long bytes) {
            this(orders, bytes, new EnumMap<>(Operation.class));
            Stream.of(Operation.values()).forEach(operation -> paces.put(operation, new Pace()));
        }

        Pace pace(Operation operation) {
            return paces.computeIfAbsent(operation, none -> new Pace());
        }

        /// `1,000,000 orders, 0.98 GB: accept 6569/s (…), read …, list …`
        String words() {
            return String.format(Locale.ROOT, "%,d orders, %.2f GB: ", orders, bytes / 1e9)
                    + paces.entrySet().stream().map(pace -> pace.getKey().label() + " " + pace.getValue().words())
                            .collect(Collectors.joining(", "));
        }
    }

    /// An operation at a size.
    ///
    /// @param ratio its rate by that at the smallest size
    record Worst(double ratio, Operation operation, int orders) {
        /// `0.91, list at 10,000,000 orders`
        String words() {
            return String.format(Locale.ROOT, "%.2f, %s at %,d orders", ratio, operation.label(), orders);
        }
    }

    void add(Point point) {
        points.add(point);
    }

    List<Point> points() {
        return List.copyOf(points);
    }

    /// A rate by that at the smallest size; above 1 it is faster.
    double ratio(Point point, Operation operation) {
        List<Double> smallest = new ArrayList<>(points.getFirst().pace(operation).rates);
        smallest.addAll(points.getLast().pace(operation).rates);
        return point.pace(operation).median() / Comparison.median(smallest);
    }

    /// `accept 0.91, read 1.00, list 0.98`
    String ratios(Point point) {
        return Stream.of(Operation.values())
                .map(operation -> String.format(Locale.ROOT, "%s %.2f", operation.label(), ratio(point, operation)))
                .collect(Collectors.joining(", "));
    }

    /// The operation that has lost most, of all sizes but the smallest.
    Worst worst() {
        Worst worst = new Worst(Double.MAX_VALUE, Operation.ACCEPT, 0);
        for (Point point : points.subList(1, points.size() - 1)) {
            for (Operation operation : Operation.values()) {
                double ratio = ratio(point, operation);
                worst = ratio < worst.ratio ? new Worst(ratio, operation, point.orders) : worst;
            }
        }
        return worst;
    }
}
