package dev.groundswell.testbed.bench;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.groundswell.local.command.Options;
import dev.groundswell.local.command.UsageException;
import dev.groundswell.testbed.staleness.Staleness;

/// The words of `bench`.
///
/// @param entries those to run, in their usual order
/// @param time of one contestant's turn in a round
/// @param keep whether the result is written into the book
record BenchOptions(List<Entry> entries, int rounds, Duration time, boolean keep) {
    static final int MOST_ROUNDS = 100;
    static final int MOST_SECONDS = 600;

    static BenchOptions parse(List<String> words, List<Entry> all) {
        Options options = Options.parse(words, Set.of("--rounds", "--seconds"), Set.of("--no-keep"));
        if (options.words().size() > 1) {
            throw new UsageException("bench takes one entry at most, got: " + String.join(" ", options.words()));
        }
        List<Entry> entries = options.words().isEmpty()
                ? all
                : all.stream().filter(entry -> entry.name().equals(options.words().getFirst())).toList();
        if (entries.isEmpty()) {
            throw new UsageException("no entry named " + options.words().getFirst() + "; there are: "
                    + Stream.concat(all.stream().map(Entry::name), Stream.of(Growth.NAME, Staleness.NAME))
                            .collect(Collectors.joining(", ")));
        }
        return new BenchOptions(entries, options.number("--rounds", 5, 1, MOST_ROUNDS),
                Duration.ofSeconds(options.number("--seconds", 10, 1, MOST_SECONDS)), !options.has("--no-keep"));
    }
}
