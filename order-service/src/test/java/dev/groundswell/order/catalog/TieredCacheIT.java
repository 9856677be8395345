package dev.groundswell.order.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

import dev.groundswell.local.testing.Relay;
import dev.groundswell.order.testing.OrderParts;
import dev.groundswell.platform.batching.BatcherConfig;
import dev.groundswell.platform.cache.CacheConfig;
import dev.groundswell.platform.cache.CacheSpec;
import dev.groundswell.platform.cache.Codec;
import dev.groundswell.platform.cache.Entry;
import dev.groundswell.platform.cache.Origin;
import dev.groundswell.platform.cache.TieredCache;
import dev.groundswell.platform.cache.TieredCaches;
import dev.groundswell.platform.metrics.CacheMetrics;

/// What caches do with a real Redis: several in this process stand for as many processes.
@QuarkusTest
@QuarkusTestResource(OrderParts.class)
class TieredCacheIT {

    private static final long SOON_SECONDS = 20;
    private static final int COLD_READERS = 500;
    private static final double CLOSED = 0;
    private static final double OPEN = 2;

    @Inject
    @Nullable
    Vertx vertx;

    @Inject
    @Nullable
    Clock clock;

    @Inject
    @Nullable
    CacheConfig config;

    @Inject
    @Nullable
    BatcherConfig batching;

    private final String key = UUID.randomUUID().toString();
    private final Map<String, Entry<String>> database = new ConcurrentHashMap<>();
    private final AtomicInteger loads = new AtomicInteger();
    private final List<Redis> clients = new ArrayList<>();
    private @Nullable Relay relay;
    private @Nullable Redis redis;

    @BeforeEach
    void connect() {
        relay = Relay.to(URI.create(OrderParts.running().redis()).getAuthority());
        redis = client(OrderParts.running().redis());
    }

    @AfterEach
    void close() {
        clients.forEach(Redis::close);
        relay().close();
    }

    @Test
    void coldReadersOfTwoProcessesMakeTwoLoadsAtMost() throws Exception {
        database.put(key, Entry.of("one", 1));
        List<Process> processes = List.of(process(patient()), process(patient()));
        List<CompletableFuture<Optional<String>>> readers = new ArrayList<>();
        for (int i = 0; i < COLD_READERS; i++) {
            processes.forEach(process -> readers.add(get(process)));
        }
        for (CompletableFuture<Optional<String>> reader : readers) {
            assertThat(soon(reader)).contains("one");
        }
        assertThat(loads).hasValueBetween(1, 2);
    }

    @Test
    void whatOneProcessHasFilledAnotherFindsInRedis() throws Exception {
        database.put(key, Entry.of("one", 1));
        Process filling = process(patient());
        assertThat(soon(get(filling))).contains("one");
        settle(filling);
        Process finding = process(patient());
        assertThat(soon(get(finding))).contains("one");
        assertThat(finding.count("cache.lookups", "tier", "redis", "outcome", "hit")).isEqualTo(1);
        assertThat(loads).hasValue(1);
        assertThat(Long.parseLong(present(Command.PTTL).toString())).isBetween(Duration.ofMinutes(53).toMillis(),
                Duration.ofMinutes(66).toMillis());
    }

    @Test
    void redisKeepsTheHighestVersionWhoeverComesLast() throws Exception {
        long highest = (1L << 53) - 1;
        for (Entry<String> winner : List.of(Entry.of("five", 5), Entry.<String>absent(6), Entry.of("seven", 7),
                Entry.of("high", highest))) {
            Process first = process(patient());
            first.cache.put(key, winner);
            settle(first);
            Process late = process(patient());
            late.cache.put(key, Entry.of("late", winner.version() - 1));
            late.cache.put(key, Entry.absent(winner.version() - 1));
            settle(late);
            assertThat(soon(get(process(patient())))).isEqualTo(Optional.ofNullable(winner.value()));
        }
        assertThat(loads).hasValue(0);
    }

    @Test
    void anAbsenceSeenBeforeACreationDoesNotHideItAndOneSeenLongAfterDoes() throws Exception {
        CompletableFuture<Map<String, Entry<String>>> answer = new CompletableFuture<>();
        Process reading = process(patient(), clock(), asked -> Uni.createFrom().completionStage(answer));
        CompletableFuture<Optional<String>> reader = get(reading);
        await().until(() -> loads.get() == 1);
        Process creating = process(patient());
        creating.cache.put(key, Entry.of("created", 5));
        settle(creating);
        answer.complete(Map.of());
        assertThat(soon(reader)).isEmpty();
        settle(reading);
        assertThat(soon(get(process(patient())))).contains("created");

        Process later = process(patient(), Clock.offset(clock(), Duration.ofSeconds(6)), this::load);
        assertThat(soon(get(later))).isEmpty();
        settle(later);
        Process finding = process(patient(), Clock.offset(clock(), Duration.ofSeconds(7)), this::load);
        assertThat(soon(get(finding))).isEmpty();
        assertThat(finding.count("cache.lookups", "tier", "redis", "outcome", "hit")).isEqualTo(1);
        creating.cache.put(key, Entry.of("created", 5));
    }

    @Test
    void whatIsNoCopyIsReplacedWhateverVersionItClaims() throws Exception {
        Process writing = process(patient());
        writing.cache.put(key, Entry.of("high", 99));
        settle(writing);
        Buffer broken = present(Command.GET).toBuffer().copy();
        broken.setByte(broken.length() - 1, (byte) (broken.getByte(broken.length() - 1) ^ 1));
        database.put(key, Entry.of("one", 1));
        for (Request poison : List.of(
                Request.cmd(Command.SET).arg(place()).arg(broken),
                Request.cmd(Command.SET).arg(place()).arg("poison"),
                Request.cmd(Command.LPUSH).arg(place()).arg("a list"))) {
            Object _ = send(Command.DEL, place());
            Response _ = send(poison);
            Process reading = process(patient());
            assertThat(soon(get(reading))).contains("one");
            settle(reading);
            Process finding = process(patient());
            assertThat(soon(get(finding))).contains("one");
            assertThat(finding.count("cache.lookups", "tier", "redis", "outcome", "hit")).isEqualTo(1);
        }
        assertThat(loads).hasValue(3);
    }

    @Test
    void aRedisThatFallsSilentIsLeftAloneAndCaughtUpWithWhenItIsBack() throws Exception {
        database.put(key, Entry.of("old", 1));
        Process process = throughRelay();
        await().until(() -> {
            process.caches.suspectAll();
            return soon(get(process)).isPresent() && process.count("cache.lookups", "tier", "redis", "outcome", "miss") > 0;
        });
        settle(process);

        relay().silence();
        await().until(() -> {
            process.caches.suspectAll();
            assertThat(soon(get(process))).contains("old");
            return process.breaker() == OPEN;
        });
        database.put(key, Entry.of("new", 2));
        process.cache.put(key, Entry.of("new", 2));
        assertThat(soon(get(process))).contains("new");
        await().until(() -> process.registry.get("cache.copies.missed").gauge().value() > 0);

        relay().pass();
        await().untilAsserted(() -> assertThat(process.breaker()).isEqualTo(CLOSED));
        await().untilAsserted(() -> assertThat(present(Command.GET).toString(UTF_8)).contains("new"));
        assertThat(process.registry.get("cache.copies.missed").gauge().value()).isZero();
    }

    @Test
    void aRedisThatIsAwayFromTheStartIsUsedOnceItIsThere() throws Exception {
        database.put(key, Entry.of("one", 1));
        relay().cut();
        Process process = throughRelay();
        assertThat(soon(get(process))).contains("one");
        process.cache.put("put-" + key, Entry.of("two", 2));

        relay().pass();
        await().untilAsserted(() -> assertThat(send(Command.GET, "gs:it:1:put-" + key)).isNotNull());
        await().untilAsserted(() -> {
            process.caches.suspectAll();
            assertThat(soon(get(process))).contains("one");
            assertThat(process.count("cache.lookups", "tier", "redis", "outcome", "hit")
                    + process.count("cache.lookups", "tier", "redis", "outcome", "miss")).isPositive();
        });
    }

    /// Waits until Redis has all that this process has sent so far.
    private void settle(Process process) {
        String marker = UUID.randomUUID().toString();
        process.cache.put(marker, Entry.of("marker", 1));
        await().until(() -> send(Command.GET, "gs:it:1:" + marker) != null);
    }

    private CompletableFuture<Optional<String>> get(Process process) {
        CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
        Objects.requireNonNull(vertx).getOrCreateContext().runOnContext(now -> {
            var _ = process.cache.get(key).subscribe().with(answer::complete, answer::completeExceptionally);
        });
        return answer;
    }

    private Uni<Map<String, Entry<String>>> load(Set<String> keys) {
        Map<String, Entry<String>> found = new HashMap<>(database);
        found.keySet().retainAll(keys);
        return Uni.createFrom().item(found);
    }

    private Process process(CacheConfig limits) {
        return process(limits, clock(), this::load);
    }

    private Process process(CacheConfig limits, Clock time, Origin<String> origin) {
        return process(limits, time, origin, client(OrderParts.running().redis()));
    }

    private Process process(CacheConfig limits, Clock time, Origin<String> origin, Redis client) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        TieredCaches caches = new TieredCaches(Objects.requireNonNull(vertx), client, time, limits, Objects.requireNonNull(batching),
                registry,
                new CacheMetrics(registry));
        return new Process(caches, caches.create(new CacheSpec("it", 1), new Texts(), keys -> {
            loads.incrementAndGet();
            return origin.load(keys);
        }), registry);
    }

    private Process throughRelay() {
        return process(new CacheLimits(Objects.requireNonNull(config), Duration.ofMillis(50), Duration.ofMillis(500)), clock(), this::load,
                client("redis://localhost:" + relay().port()));
    }

    /// A machine that is busy with other tests is no slow Redis.
    private CacheConfig patient() {
        return new CacheLimits(Objects.requireNonNull(config), Duration.ofSeconds(SOON_SECONDS), Duration.ofSeconds(SOON_SECONDS));
    }

    private Redis client(String address) {
        Redis client = Redis.createClient(Objects.requireNonNull(vertx), address);
        clients.add(client);
        return client;
    }

    private Clock clock() {
        return Objects.requireNonNull(clock);
    }

    private Relay relay() {
        return Objects.requireNonNull(relay);
    }

    private String place() {
        return "gs:it:1:" + key;
    }

    private Response present(Command command) throws Exception {
        return Objects.requireNonNull(send(command, place()), "Redis has something at " + place());
    }

    private @Nullable Response send(Command command, String place) throws Exception {
        return send(Request.cmd(command).arg(place));
    }

    private @Nullable Response send(Request request) throws Exception {
        return soon(Objects.requireNonNull(redis).send(request).toCompletionStage().toCompletableFuture());
    }

    private static <T extends @Nullable Object> T soon(CompletableFuture<T> answer) throws Exception {
        return answer.get(SOON_SECONDS, TimeUnit.SECONDS);
    }

    private record Process(TieredCaches caches, TieredCache<String> cache, SimpleMeterRegistry registry) {

        double count(String meter, String... tags) {
            return registry.get(meter).tags(tags).functionCounter().count();
        }

        double breaker() {
            return registry.get("circuit.breaker.state").gauge().value();
        }
    }

    private static final class Texts implements Codec<String> {

        @Override
        public byte[] encode(String value) {
            return value.getBytes(UTF_8);
        }

        @Override
        public String decode(byte[] bytes) {
            return new String(bytes, UTF_8);
        }

        @Override
        public int weight(String value) {
            return value.length();
        }
    }
}
