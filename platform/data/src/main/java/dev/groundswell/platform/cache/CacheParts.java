package dev.groundswell.platform.cache;

import java.time.Clock;
import java.util.function.DoubleSupplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;

import dev.groundswell.platform.batching.BatcherConfig;
import dev.groundswell.platform.metrics.CacheMetrics;

/// What the caches of a process share.
///
/// @param random from 0 to 1
/// @param batching of loads, but for its patience
record CacheParts(Vertx vertx, Clock clock, DoubleSupplier random, Copies copies, Hearing hearing, CacheConfig config,
        BatcherConfig batching,
        MeterRegistry registry,
        CacheMetrics metrics) {}
