package dev.groundswell.platform.cache;

import java.time.Duration;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How much a [TieredCache] keeps, how long, and whom it waits for how long.
@ConfigMapping(prefix = "groundswell.cache")
public interface CacheConfig {

    /// Bytes that each cache may take in memory, about. More answers more reads without Redis.
    @WithDefault("32M")
    MemorySize memory();

    /// How long memory shows a value before anybody is asked again. More spares Redis and the origin, and adds to what is shown after a change of which
    /// nobody told: that is at most this and [#believed()] together.
    @WithDefault("5s")
    Duration memoryFor();

    /// How long a copy in Redis is believed after the origin was asked for it. A writer that could not replace its copy leaves an old one; more shows
    /// that for longer and spares the origin.
    @WithDefault("5s")
    Duration believed();

    /// How long Redis keeps a copy, ten percent more or less. What is not believed any more still stands in for an origin that fails.
    @WithDefault("1h")
    Duration copiesFor();

    /// As [#copiesFor()], of what is absent: more lets whoever asks for what does not exist take more of Redis.
    @WithDefault("30s")
    Duration absenceFor();

    /// How long the origin may take before a reader is shown what has just run out, if that may still be shown. More waits longer for what is newer.
    @WithDefault("100ms")
    Duration softTimeout();

    /// How long a reader waits in all. More holds requests for longer when the origin hangs.
    @WithDefault("2s")
    Duration hardTimeout();

    /// How long after it was last confirmed a value may stand in for an origin that fails. More shows older things instead of errors.
    @WithDefault("60s")
    Duration staleIfError();

    /// How long a read waits for Redis before it goes on without. More waits longer each time Redis is slow, until its circuit breaker opens.
    @WithDefault("5ms")
    Duration redisBudget();

    /// How long a copy may take on its way to Redis; nobody waits for it. After that it is tried again, if a writer has sent it.
    @WithDefault("1s")
    Duration redisWrite();

    /// How long Redis is left alone after most calls have failed, before one call tries again.
    @WithDefault("1s")
    Duration redisPause();

    /// Copies that wait for Redis: beyond it those of readers are dropped. Writers' copies that failed are remembered up to the same number, and beyond
    /// it the oldest are forgotten; until they are no longer believed, others may read what was there before.
    @WithDefault("10000")
    int waitingCopies();
}
