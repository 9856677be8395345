package dev.groundswell.platform.cache;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

import dev.groundswell.platform.batching.Batcher;
import dev.groundswell.platform.batching.Loaded;

/// Copies in Redis. Thread-safe. Reads of one tick, of all caches, share a call, and so do those that come while it runs: Redis sees one at a time of each
/// process, however many ask.
final class RedisCopies implements Copies {

    private final RedisGuard guard;
    private final Duration budget;
    private final Batcher<String, byte[]> reads;
    private final CopyWriter writer;

    RedisCopies(Vertx vertx, Redis redis, CacheConfig config, Patient batching, MeterRegistry registry) {
        this.guard = new RedisGuard(redis, config.redisPause(), registry);
        this.budget = config.redisBudget();
        this.reads = new Batcher<>("cache-copies", vertx, this::ask, batching, registry);
        this.writer = new CopyWriter(vertx, guard, config, registry);
    }

    @Override
    public Uni<Map<String, byte[]>> read(Collection<String> places) {
        return reads.loadAll(places);
    }

    @Override
    public void write(List<Copy> copies) {
        writer.write(copies);
    }

    private Uni<Map<String, Loaded<byte[]>>> ask(List<String> places) {
        Request request = Request.cmd(Command.MGET);
        places.forEach(request::arg);
        return guard.send(request, budget).map(response -> found(places, response));
    }

    private static Map<String, Loaded<byte[]>> found(List<String> places, Response response) {
        Map<String, Loaded<byte[]>> found = new HashMap<>();
        for (int i = 0; i < places.size(); i++) {
            Response copy = response.get(i);
            if (copy != null) {
                found.put(places.get(i), new Loaded.Found<>(copy.toBytes()));
            }
        }
        return found;
    }
}
