package dev.groundswell.testbed.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What customers felt of each kind of fault.
final class Impact {

    static final List<String> SHARDS = List.of("orders_0", "orders_1");

    private static final int LEAST_SERVER_ERROR = 500;
    private static final double P99 = 0.99;
    private static final double HALF = 0.5;

    private final ChaosResult result;
    private final Timeline timeline;
    private final Map<String, String> shards = new HashMap<>();
    private final Map<String, Settling> settlings = new HashMap<>();
    private final Map<Struck, Duration> longest = new HashMap<>();

    Impact(ChaosResult result) {
        this.result = result;
        this.timeline = new Timeline(result.struck());
        Map<String, Instant> accepted = new HashMap<>();
        result.history().stream().filter(operation -> operation.kind() == History.Kind.PLACE && operation.accepted())
                .forEach(operation -> accepted.merge(operation.order(), operation.ended(), (a, b) -> a.isBefore(b) ? a : b));
        for (Found.Row row : result.found().orders()) {
            shards.put(row.customer(), row.shard());
            Instant from = accepted.get(row.id());
            if (from != null && row.ended() != null) {
                settlings.put(row.id(), new Settling(row.shard(), from, row.ended().isBefore(from) ? from : row.ended()));
            }
        }
        settlings.values().forEach(this::blame);
    }

    /// @param from when the order was accepted
    private record Settling(String shard, Instant from, Instant until) {}

    /// An order that was under way when everything was back has been waiting for its end since then, as long as nothing else was struck; the first episode it
    /// met is to blame. One that ended while a part was still away did not need it.
    private void blame(Settling settling) {
        result.struck().stream().filter(episode -> episode.began().isBefore(settling.until()) && episode.back().isAfter(settling.from()))
                .findFirst()
                .filter(episode -> !episode.back().isAfter(settling.until()))
                .ifPresent(episode -> longest.merge(episode, timeline.calm(episode.back(), settling.until()), Impact::longer));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    Duration longestAfterRecovery() {
        return longest.values().stream().reduce(Duration.ZERO, Impact::longer);
    }

    /// A line a kind of fault, pairs together, and one for the times when all was well.
    List<String> table() {
        Map<String, List<Struck>> byFault = new TreeMap<>();
        for (Struck episode : result.struck()) {
            String label = episode.faults().size() > 1 ? "~ pairs" : episode.faults().getFirst().label();
            byFault.computeIfAbsent(label, first -> new ArrayList<>()).add(episode);
        }
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%-20s %6s %9s %8s %10s %22s", "fault", "times", "accepted", "refused", "unanswered",
                "settled after recovery"));
        byFault.forEach((label, episodes) -> lines.add(String.format(Locale.ROOT, "%-20s %6d %9d %8d %10d %20.1f s", label, episodes.size(),
                count(episodes, History.Operation::accepted), count(episodes, operation -> operation.comeBack()),
                count(episodes, operation -> operation.status() == 0),
                ChaosResult.seconds(episodes.stream().map(episode -> longest.getOrDefault(episode, Duration.ZERO)).reduce(Duration.ZERO,
                        Impact::longer)))));
        return lines;
    }

    private long count(List<Struck> episodes, Predicate<History.Operation> what) {
        return result.history().stream().filter(operation -> operation.kind() == History.Kind.PLACE && what.test(operation))
                .filter(operation -> episodes.stream().anyMatch(episode -> episode.covers(operation.began()))).count();
    }

    /// For each shard how fast orders were accepted and settled, when all was well and while something was struck.
    List<String> shards() {
        return SHARDS.stream().map(shard -> shard + ": calm " + speed(shard, false) + "; struck " + speed(shard, true)).toList();
    }

    /// How orders of one shard fared. Times are milliseconds.
    record Speed(double acceptedPerSecond, long acceptedHalf, long acceptedMost, long settledHalf, long settledMost) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f accepted/s, 202 p50 %d ms p99 %d ms, settled p50 %d ms p99 %d ms", acceptedPerSecond,
                    acceptedHalf,
                    acceptedMost, settledHalf, settledMost);
        }
    }

    Speed speed(String shard, boolean struck) {
        List<Settling> mine = settlings.values().stream()
                .filter(settling -> settling.shard().equals(shard) && isStruck(settling.from()) == struck)
                .toList();
        long[] settling = mine.stream().mapToLong(one -> Duration.between(one.from(), one.until()).toMillis()).sorted().toArray();
        long[] accepting = result.history().stream()
                .filter(operation -> operation.kind() == History.Kind.PLACE && operation.accepted()
                        && isStruck(operation.began()) == struck)
                .filter(operation -> shardOf(operation).equals(shard))
                .mapToLong(operation -> Duration.between(operation.began(), operation.ended()).toMillis()).sorted().toArray();
        double seconds = seconds(struck);
        return new Speed(seconds == 0 ? 0 : mine.size() / seconds, quantile(accepting, HALF), quantile(accepting, P99),
                quantile(settling, HALF),
                quantile(settling, P99));
    }

    /// Requests of a shard's customers that were not answered, or with a server error.
    long failures(String shard) {
        return result.history().stream().filter(operation -> operation.status() == 0 || operation.status() >= LEAST_SERVER_ERROR)
                .filter(operation -> shardOf(operation).equals(shard)).count();
    }

    /// Empty for a customer none of whose orders was found.
    private String shardOf(History.Operation operation) {
        return shards.getOrDefault(operation.customer(), "");
    }

    private double seconds(boolean struck) {
        double away = result.struck().stream()
                .mapToDouble(episode -> ChaosResult.seconds(Duration.between(episode.began(), episode.back()))).sum();
        return struck ? away : ChaosResult.seconds(Duration.between(result.began(), result.ended())) - away;
    }

    private boolean isStruck(Instant time) {
        return timeline.isStruck(time);
    }

    private static long quantile(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : Arrays.stream(sorted).skip((long) (share * (sorted.length - 1))).findFirst().orElse(0);
    }
}
