package dev.groundswell.platform.cache;

import java.math.BigInteger;
import java.time.Duration;

import io.quarkus.runtime.configuration.MemorySize;

/// The defaults, but nobody runs out of patience unless a test says so.
///
/// @param softTimeout, hardTimeout of the origin
/// @param redisBudget of a read
record Limits(Duration softTimeout, Duration hardTimeout, Duration redisBudget) implements CacheConfig {

    Limits() {
        this(Bench.LONG, Bench.LONG, Bench.LONG);
    }

    @Override
    public MemorySize memory() {
        return new MemorySize(BigInteger.valueOf(1 << 20));
    }

    @Override
    public Duration memoryFor() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Duration believed() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Duration copiesFor() {
        return Duration.ofHours(1);
    }

    @Override
    public Duration absenceFor() {
        return Duration.ofSeconds(30);
    }

    @Override
    public Duration staleIfError() {
        return Duration.ofSeconds(60);
    }

    @Override
    public Duration redisWrite() {
        return Bench.LONG;
    }

    @Override
    public Duration redisPause() {
        return Bench.LONG;
    }

    @Override
    public int waitingCopies() {
        return 100;
    }
}
