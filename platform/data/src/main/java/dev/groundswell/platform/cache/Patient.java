package dev.groundswell.platform.cache;

import java.time.Duration;

import dev.groundswell.platform.batching.BatcherConfig;

/// A service's limits of shared reads, with a patience of its own.
record Patient(int keys, int waiting, Duration patience) implements BatcherConfig {

    static Patient of(BatcherConfig config, Duration patience) {
        return new Patient(config.keys(), config.waiting(), patience);
    }
}
