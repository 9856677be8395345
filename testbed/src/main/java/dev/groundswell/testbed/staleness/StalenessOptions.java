package dev.groundswell.testbed.staleness;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import dev.groundswell.local.command.Options;
import dev.groundswell.local.command.UsageException;

/// The words of `bench staleness`.
///
/// @param writes of products and prices in turn
/// @param kafkaFrozen whether Kafka is stopped (SIGSTOP) while they are made
record StalenessOptions(int writes, boolean kafkaFrozen) {

    private static final int MOST_WRITES = 10_000;
    private static final String FROZEN = "frozen";

    /// @param words without the entry's name
    static StalenessOptions parse(List<String> words) {
        Options options = Options.parse(words, Set.of("--writes", "--kafka"), Set.of()).withoutWords();
        boolean frozen = options.value("--kafka").map(StalenessOptions::frozen).orElse(false);
        return new StalenessOptions(options.number("--writes", frozen ? 40 : 500, 1, MOST_WRITES), frozen);
    }

    private static boolean frozen(String how) {
        if (!how.equals(FROZEN)) {
            throw new UsageException("--kafka must be " + FROZEN + ", was " + how);
        }
        return true;
    }

    /// Of readers between two requests: each is to be one that a client might send, and all together no load that the machine drowns in.
    Duration pause() {
        return kafkaFrozen ? Duration.ofMillis(200) : Duration.ofMillis(10);
    }

    /// Writes that are under way at the same time. With Kafka frozen each takes seconds to be seen.
    int atOnce() {
        return kafkaFrozen ? 20 : 1;
    }

    /// How long the last doubtful reader may take to see a write before the measurement gives up.
    static Duration patience() {
        return Duration.ofSeconds(60);
    }
}
