package dev.groundswell.platform.outbox;

import java.time.Duration;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How the outbox publishes.
@ConfigMapping(prefix = "groundswell.outbox")
public interface OutboxConfig {

    /// Rows sent to Kafka and deleted together. Higher saves statements and makes an outage's re-sent tail longer.
    @WithDefault("500")
    int batch();

    /// Rows held in memory after their commit. Beyond it they are left to the sweeper, which bounds memory while Kafka is away.
    @WithDefault("10000")
    int waiting();

    /// Bytes of events in a batch, the last row's rest not counted. A database has two batches in the producer at most, and all of them together have to
    /// fit into the producer's `buffer.memory` of 32 MB: beyond it each send holds up those of the whole process.
    @WithDefault("3M")
    MemorySize batchBytes();

    /// Bytes of events held in memory after their commit, in the same way. More takes memory from the process while Kafka is away.
    @WithDefault("16M")
    MemorySize waitingBytes();

    /// After so many rows were deleted their room is freed for new ones. The server's own vacuum comes once a minute at best, and a busy table grows by
    /// hundreds of megabytes until then. Less vacuums more often; more lets the table grow.
    @WithDefault("20000")
    int vacuumAfter();

    /// Age at which a row counts as forgotten, and for how long a sweeper that claimed it has it for itself.
    @WithDefault("5s")
    Duration sweepAfter();
}
