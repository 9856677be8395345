package dev.groundswell.testbed.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What came of a run.
///
/// @param began when the first order was sent
/// @param ended when the last customer was through
/// @param contradictions empty when every promise was kept
record ChaosResult(ChaosPlan plan, Instant began, Instant ended, List<History.Operation> history, Found found, List<Struck> struck,
        List<Contradiction> contradictions) {

    private static final int MOST_TOLD = 10;

    ChaosResult {
        history = List.copyOf(history);
        struck = List.copyOf(struck);
        contradictions = List.copyOf(contradictions);
    }

    boolean kept() {
        return contradictions.isEmpty();
    }

    /// What contradicts, the causes first; empty when nothing does.
    String contradictionWords() {
        String words = contradictions.stream().limit(MOST_TOLD).map(Contradiction::toString).collect(Collectors.joining("\n"));
        return contradictions.size() > MOST_TOLD ? words + "\nand " + (contradictions.size() - MOST_TOLD) + " more" : words;
    }

    long accepted() {
        return history.stream().filter(operation -> operation.kind() == History.Kind.PLACE && operation.accepted())
                .map(History.Operation::order).distinct().count();
    }

    int episodes() {
        return struck.size();
    }

    long count(Contradiction.Rule rule) {
        return contradictions.stream().filter(contradiction -> contradiction.rule() == rule).count();
    }

    private long orders(String status) {
        return found.orders().stream().filter(row -> row.status().equals(status)).count();
    }

    /// The last line of a run.
    String line() {
        Impact impact = new Impact(this);
        return String.format(Locale.ROOT,
                "chaos seed %d, %s: %,d requests, %,d orders accepted (%,d confirmed, %,d rejected, %,d cancelled), %d faults in %d episodes, "
                        + "longest time to settle after recovery %.1f s, %d lost, %d doubled, %s",
                plan.seed(), words(plan.duration()), history.size(), accepted(), orders("confirmed"), orders("rejected"),
                orders("cancelled"),
                struck.stream().mapToInt(episode -> episode.faults().size()).sum(), episodes(), seconds(impact.longestAfterRecovery()),
                count(Contradiction.Rule.LOST), count(Contradiction.Rule.DOUBLED),
                kept() ? "every promise kept" : contradictions.size() + " contradictions: the same again with --seed " + plan.seed());
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    private static String words(Duration duration) {
        return duration.toSeconds() % 60 == 0 ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
    }
}
