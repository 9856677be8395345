package dev.groundswell.platform.cache;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;

import dev.groundswell.platform.batching.BatcherConfig;
import dev.groundswell.platform.metrics.CacheMetrics;

/// Makes the caches of a process, which share its way to Redis. Thread-safe. Redis may be away, from the start too.
@ApplicationScoped
public class TieredCaches {

    private static final Logger LOG = Logger.getLogger(TieredCaches.class);

    private final CacheParts parts;
    private final Hearing hearing = new Hearing();
    private final List<TieredCache<?>> caches = new CopyOnWriteArrayList<>();

    @Inject
    public TieredCaches(Vertx vertx, Redis redis, Clock clock, CacheConfig config, BatcherConfig batching, MeterRegistry registry,
            CacheMetrics metrics) {
        Copies copies = new RedisCopies(vertx, redis, config, Patient.of(batching, config.redisBudget()), registry);
        this.parts = new CacheParts(vertx, clock, () -> ThreadLocalRandom.current().nextDouble(), copies, hearing, config, batching,
                registry,
                metrics);
        Gauge.builder("cache.listening", hearing, now -> now.isDeaf() ? 0 : 1)
                .description("Whether the process hears of changes: 1, or 0 while memory shows nothing")
                .register(registry);
    }

    /// A cache for as long as the process lives.
    public <V> TieredCache<V> create(CacheSpec spec, Codec<V> codec, Origin<V> origin) {
        TieredCache<V> cache = new TieredCache<>(spec, codec, origin, parts);
        caches.add(cache);
        return cache;
    }

    /// Changes will be told to this process, but it does not hear them yet: until [#listening()] memory shows nothing, and Redis and the origin are asked.
    public void deaf() {
        hearing.deaf(true);
    }

    /// From now on changes are heard; what was kept before may have missed some.
    public void listening() {
        suspectAll();
        hearing.deaf(false);
    }

    /// Tells `changes` each of what was heard. One that it cannot read may be about anything, so all that is kept is asked for again.
    public void hear(ConsumerRecords<String, byte[]> heard, Changes changes) {
        heard.forEach(change -> {
            try {
                changes.told(change);
            } catch (IOException | RuntimeException unreadable) {
                LOG.warnf("a change on %s cannot be read, so all that is kept is asked for again: %s", change.topic(),
                        unreadable.getMessage());
                suspectAll();
            }
        });
    }

    /// What ends what is kept.
    @FunctionalInterface
    public interface Changes {

        /// One was told; fails when it cannot be read.
        void told(ConsumerRecord<String, byte[]> change) throws IOException;
    }

    /// Listening to changes was interrupted: what was kept before now is asked of the origin before it is shown again.
    public void suspectAll() {
        caches.forEach(TieredCache::suspectAll);
    }
}
