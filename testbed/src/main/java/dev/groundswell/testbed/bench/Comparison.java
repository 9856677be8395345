package dev.groundswell.testbed.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The rounds of two sides, paired. A round's two turns follow each other, so the ratio within a round is freer of the machine's moods than that of
/// rounds far apart; the range of these ratios says how far to trust the ratio of the medians.
record Comparison(List<Double> ours, List<Double> peer) {
    Comparison {
        ours = List.copyOf(ours);
        peer = List.copyOf(peer);
        if (ours.isEmpty() || ours.size() != peer.size()) {
            throw new IllegalArgumentException("rounds of " + ours.size() + " and " + peer.size() + " cannot be paired");
        }
    }

    double ratio() {
        return median(ours) / median(peer);
    }

    double leastRatio() {
        return Arrays.stream(ratios()).min().orElseThrow();
    }

    double mostRatio() {
        return Arrays.stream(ratios()).max().orElseThrow();
    }

    /// `0.41 (0.38–0.44)`
    String words() {
        return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", ratio(), leastRatio(), mostRatio());
    }

    static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// The distance of the slowest from the fastest, as a share of the median.
    static double spread(List<Double> values) {
        double least = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return (most - least) / median(values);
    }

    private double[] ratios() {
        double[] ratios = new double[ours.size()];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = ours.get(round) / peer.get(round);
        }
        return ratios;
    }
}
