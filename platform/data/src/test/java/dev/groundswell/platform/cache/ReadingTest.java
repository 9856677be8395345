package dev.groundswell.platform.cache;

import static dev.groundswell.platform.cache.Bench.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

class ReadingTest {

    private static final int MANY = 1_000;
    private static final Duration ALMOST = Duration.ofMillis(3_900);

    private final Bench bench = new Bench();

    @Test
    void asksTheOriginOnceAndThenMemory() throws Exception {
        bench.fill("a", Entry.of("one", 1));
        bench.time.pass(Duration.ofSeconds(3));

        assertThat(soon(bench.get("a"))).contains("one");
        assertThat(bench.origin.loads).hasValue(1);
        assertThat(bench.shelf.reads).hasValue(1);
        assertThat(bench.count("cache.lookups", "tier", "memory", "outcome", "hit")).isEqualTo(1);
        assertThat(bench.registry.get("cache.hit.rate").tag("cache", "test").gauge().value()).isEqualTo(0.5);
    }

    @Test
    void aThousandReadersOfAColdKeyMakeOneLoad() throws Exception {
        List<CompletableFuture<Optional<String>>> readers = new ArrayList<>();
        for (int i = 0; i < MANY / 2; i++) {
            readers.add(bench.get("a"));
        }
        ManualOrigin.Load load = bench.origin.next();
        for (int i = 0; i < MANY / 2; i++) {
            readers.add(bench.get("a"));
        }
        // Whoever asks after this one has asked after the rest.
        CompletableFuture<Optional<String>> last = bench.get("b");
        load.say("a", Entry.of("one", 1));
        bench.origin.next().say("b", Entry.absent(0));

        assertThat(soon(last)).isEmpty();
        for (CompletableFuture<Optional<String>> reader : readers) {
            assertThat(soon(reader)).contains("one");
        }
        assertThat(bench.origin.loads).hasValue(2);
    }

    @Test
    void whoLeavesLeavesTheOthersAlone() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        CompletableFuture<Optional<String>> stays = new CompletableFuture<>();
        Bench.VERTX.getOrCreateContext().runOnContext(now -> {
            Cancellable leaves = bench.cache.get("a").subscribe()
                    .with(never -> stays.completeExceptionally(new IllegalStateException("it had left")));
            var _ = bench.cache.get("a").subscribe().with(stays::complete, stays::completeExceptionally);
            leaves.cancel();
            left.countDown();
        });
        assertThat(left.await(Bench.SOON_SECONDS, TimeUnit.SECONDS)).isTrue();
        bench.origin.next().say("a", Entry.of("one", 1));

        assertThat(soon(stays)).contains("one");
        assertThat(soon(bench.get("a"))).contains("one");
        assertThat(bench.origin.loads).hasValue(1);
    }

    @Test
    void manyShareARoundTripToRedisAndALoadOfWhatIsMissing() throws Exception {
        bench.fill("b", Entry.of("two", 2));
        bench.time.pass(Duration.ofSeconds(1));

        CompletableFuture<Map<String, String>> reader = bench.getAll(List.of("c", "b", "absent", "a", "b"));
        ManualOrigin.Load load = bench.origin.next();
        assertThat(load.keys()).containsExactly("c", "absent", "a");
        load.say(Map.of("a", Entry.of("one", 1), "c", Entry.of("three", 3)));

        assertThat(List.copyOf(soon(reader).entrySet()))
                .containsExactly(Map.entry("c", "three"), Map.entry("b", "two"), Map.entry("a", "one"));
        assertThat(bench.origin.loads).hasValue(2);
        assertThat(bench.shelf.reads).hasValue(2);
        assertThat(soon(bench.getAll(List.of()))).isEmpty();
    }

    @Test
    void anotherProcessFindsTheCopyInRedis() throws Exception {
        bench.fill("a", Entry.of("one", 1));
        bench.fill("absent", Entry.absent(0));
        Bench other = new Bench(new Limits(), bench.shelf);

        assertThat(soon(other.get("a"))).contains("one");
        assertThat(soon(other.get("absent"))).isEmpty();
        assertThat(other.origin.loads).hasValue(0);
        assertThat(Objects.requireNonNull(bench.shelf.of("a")).time()).isEqualTo(Duration.ofHours(1));
        assertThat(Objects.requireNonNull(bench.shelf.of("absent")).time()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void withNobodyTellingNothingIsShownLongerThanTenSeconds() throws Exception {
        bench.fill("a", Entry.of("old", 1));
        bench.time.pass(Duration.ofMillis(4_999));
        Bench other = new Bench(new Limits(), bench.shelf);
        other.time.pass(Duration.ofMillis(4_999));
        // It takes a copy that would not be believed a moment later.
        assertThat(soon(other.get("a"))).contains("old");
        other.time.pass(Duration.ofSeconds(3));
        assertThat(soon(other.get("a"))).contains("old");
        assertThat(other.origin.loads).hasValue(0);
        other.time.pass(Duration.ofSeconds(2));

        CompletableFuture<Optional<String>> reader = other.get("a");
        other.origin.next().say("a", Entry.of("new", 2));
        assertThat(soon(reader)).contains("new");
    }

    @Test
    void anAgedCopyIsAskedForAndItsConfirmationIsShared() throws Exception {
        bench.fill("a", Entry.of("one", 1));
        Bench other = new Bench(new Limits(), bench.shelf);
        other.time.pass(Duration.ofSeconds(5));

        other.fill("a", Entry.of("one", 1));

        Bench third = new Bench(new Limits(), bench.shelf);
        third.time.pass(Duration.ofMillis(9_999));
        assertThat(soon(third.get("a"))).contains("one");
        assertThat(third.origin.loads).hasValue(0);
    }

    @Test
    void aBusyKeyIsAskedForAgainBeforeItRunsOutAndNobodyWaits() throws Exception {
        bench.fill("a", Entry.of("old", 1));
        bench.shelf.copies.clear();
        bench.time.pass(ALMOST);
        assertThat(soon(bench.get("a"))).contains("old");
        assertThat(bench.origin.loads).hasValue(1);
        bench.time.pass(Duration.ofMillis(200));

        assertThat(soon(bench.get("a"))).contains("old");
        ManualOrigin.Load load = bench.origin.next();
        assertThat(soon(bench.get("a"))).contains("old");
        load.say("a", Entry.of("new", 2));

        bench.time.pass(Duration.ofMillis(700));
        CompletableFuture<Optional<String>> reader = bench.get("a");
        assertThat(soon(reader)).contains("new");
        assertThat(bench.origin.loads).hasValue(2);
    }

    @Test
    void aLoadThatFailsFailsItsCallersAndTheNextBeginsAnother() throws Exception {
        CompletableFuture<Optional<String>> reader = bench.get("a");
        bench.origin.next().fail();

        assertThatThrownBy(() -> soon(reader)).hasRootCauseInstanceOf(IllegalStateException.class);
        bench.fill("a", Entry.of("one", 1));
    }

    @Test
    void aCallerIsAnsweredOnItsContextAndALoadSeesNothingOfIt() throws Exception {
        Context caller = Objects.requireNonNull(VertxContext.createNewDuplicatedContext(Bench.VERTX.getOrCreateContext()));
        CompletableFuture<Context> answered = new CompletableFuture<>();
        caller.runOnContext(now -> {
            caller.putLocal("view", "mine");
            var _ = bench.cache.get("a").subscribe().with(value -> answered.complete(Vertx.currentContext()),
                    answered::completeExceptionally);
        });
        ManualOrigin.Load load = bench.origin.next();
        Context loading = Objects.requireNonNull(load.context());
        assertThat(loading.<String>getLocal("view")).isNull();
        load.say("a", Entry.of("one", 1));

        assertThat(soon(answered)).isSameAs(caller);
    }
}
