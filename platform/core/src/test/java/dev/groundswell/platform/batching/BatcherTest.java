package dev.groundswell.platform.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;

import dev.groundswell.platform.problem.Refusal;
import dev.groundswell.testing.Requests;

class BatcherTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final long SOON_SECONDS = 10;
    private static final Duration LONG = Duration.ofMinutes(1);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final HeldDatabase database = new HeldDatabase();

    @AfterAll
    static void closeVertx() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void loadsTogetherWhatIsAskedForInOneTickEachKeyOnceInTheirOrder() throws Exception {
        Batcher<String, String> batcher = batcher(new Limits(100, 100, LONG));
        List<CompletableFuture<Optional<String>>> answers = inOneTick(batcher, List.of("c", "a", "c", "b", "a"));
        HeldDatabase.Running load = database.next();
        assertThat(load.keys()).containsExactly("c", "a", "b");
        load.succeed();
        assertThat(all(answers)).containsExactly("value of c", "value of a", "value of c", "value of b", "value of a");
        assertThat(database.loads()).isEqualTo(1);
        assertThat(registry.get("batched.calls").tag("batcher", "test").counter().count()).isEqualTo(5);
        assertThat(registry.get("batched.load.keys").tag("batcher", "test").summary().totalAmount()).isEqualTo(3);
    }

    @Test
    void tellsWhatIsAbsent() throws Exception {
        Batcher<String, String> batcher = batcher(new Limits(100, 100, LONG));
        List<CompletableFuture<Optional<String>>> answers = inOneTick(batcher, List.of("there", "absent"));
        database.next().succeed();
        assertThat(answers.get(0).get(SOON_SECONDS, TimeUnit.SECONDS)).contains("value of there");
        assertThat(answers.get(1).get(SOON_SECONDS, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void answersManyInTheOrderAskedWithoutWhatIsAbsent() throws Exception {
        Batcher<String, String> batcher = batcher(new Limits(100, 100, LONG));
        CompletableFuture<Map<String, String>> answer = onLoop(() -> batcher.loadAll(List.of("b", "absent", "c", "b", "a")));
        HeldDatabase.Running load = database.next();
        assertThat(load.keys()).containsExactly("b", "absent", "c", "a");
        load.succeed();
        assertThat(List.copyOf(answer.get(SOON_SECONDS, TimeUnit.SECONDS).entrySet()))
                .containsExactly(Map.entry("b", "value of b"), Map.entry("c", "value of c"), Map.entry("a", "value of a"));
        assertThat(onLoop(() -> batcher.loadAll(List.of())).get(SOON_SECONDS, TimeUnit.SECONDS)).isEmpty();
        assertThat(database.loads()).isEqualTo(1);
    }

    @Test
    void letsAKeyThatFailsFailItsOwnCallersOnly() throws Exception {
        Batcher<String, String> batcher = batcher(new Limits(100, 100, LONG));
        List<CompletableFuture<Optional<String>>> answers = inOneTick(batcher, List.of("a", "poison", "b", "poison"));
        HeldDatabase.Running load = database.next();
        CompletableFuture<Map<String, String>> many = onLoop(() -> batcher.loadAll(List.of("a", "poison")));
        load.succeed();
        database.next().succeed();
        assertThat(all(List.of(answers.get(0), answers.get(2)))).containsExactly("value of a", "value of b");
        for (CompletableFuture<?> failed : List.of(answers.get(1), answers.get(3), many)) {
            assertFails(failed, IllegalStateException.class);
        }
    }

    @Test
    void failsAllWhoShareALoadThatFailsAndGoesOn() throws Exception {
        Batcher<String, String> batcher = batcher(new Limits(100, 100, LONG));
        List<CompletableFuture<Optional<String>>> failed = inOneTick(batcher, List.of("a", "b"));
        database.next().fail(new IllegalArgumentException("away"));
        assertThat(failed).allSatisfy(answer -> assertFails(answer, IllegalArgumentException.class));
        CompletableFuture<Optional<String>> later = onLoop(() -> batcher.load("a"));
        database.next().succeed();
        assertThat(later.get(SOON_SECONDS, TimeUnit.SECONDS)).contains("value of a");
    }

    @Test
    void goesOnAfterALoadThatThrows() throws Exception {
        Batcher<String, String> batcher = new Batcher<>("test", VERTX, keys -> {
            throw new IllegalStateException("no load");
        }, new Limits(100, 100, LONG), registry);
        assertFails(onLoop(() -> batcher.load("a")), IllegalStateException.class);
        assertFails(onLoop(() -> batcher.load("a")), IllegalStateException.class);
    }

    @Test
    void keepsLoadsWithinTheirBound() throws Exception {
        Batcher<String, String> batcher = batcher(new Limits(3, 100, LONG));
        List<CompletableFuture<Optional<String>>> answers = inOneTick(batcher, List.of("a", "b", "c", "a", "d", "e", "f", "g"));
        List<List<String>> loads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            HeldDatabase.Running load = database.next();
            loads.add(load.keys());
            load.succeed();
        }
        assertThat(loads).containsExactly(List.of("a", "b", "c"), List.of("d", "e", "f"), List.of("g"));
        assertThat(all(answers)).hasSize(8);
    }

    @Test
    void neverAnswersFromALoadThatHadBegun() throws Exception {
        Batcher<String, String> batcher = batcher(new Limits(100, 100, LONG));
        CompletableFuture<Optional<String>> first = onLoop(() -> batcher.load("a"));
        HeldDatabase.Running begun = database.next();
        List<CompletableFuture<Optional<String>>> later = new ArrayList<>(inOneTick(batcher, List.of("a", "b")));
        // From another event loop, and from no event loop.
        later.addAll(inOneTick(batcher, List.of("c")));
        later.add(batcher.load("a").subscribeAsCompletionStage());
        begun.succeedWith("old");
        assertThat(first.get(SOON_SECONDS, TimeUnit.SECONDS)).contains("old");
        assertThat(later).noneMatch(CompletableFuture::isDone);
        HeldDatabase.Running next = database.next();
        assertThat(next.keys()).containsExactly("a", "b", "c");
        next.succeedWith("new");
        assertThat(all(later)).containsOnly("new").hasSize(4);
        assertThat(database.loads()).isEqualTo(2);
    }

    @Test
    void loadsForTheOthersWhenACallerCancels() throws Exception {
        Batcher<String, String> batcher = batcher(new Limits(100, 100, LONG));
        CompletableFuture<Optional<String>> first = onLoop(() -> batcher.load("a"));
        HeldDatabase.Running begun = database.next();
        Cancellable impatient = batcher.load("b").subscribe().with(value -> {
            throw new AssertionError("was cancelled");
        });
        List<CompletableFuture<Optional<String>>> others = inOneTick(batcher, List.of("b", "c"));
        Cancellable alone = batcher.load("d").subscribe().with(value -> {
            throw new AssertionError("was cancelled");
        });
        impatient.cancel();
        alone.cancel();
        begun.succeed();
        HeldDatabase.Running next = database.next();
        assertThat(next.keys()).as("keys that somebody waits for").containsExactly("b", "c");
        next.succeed();
        assertThat(all(others)).containsExactly("value of b", "value of c");
        assertThat(first.get(SOON_SECONDS, TimeUnit.SECONDS)).contains("value of a");
    }

    @Test
    void runsALoadToItsEndWhenItsCallerCancels() throws Exception {
        Batcher<String, String> batcher = batcher(new Limits(100, 100, LONG));
        Cancellable impatient = batcher.load("a").subscribe().with(value -> {
            throw new AssertionError("was cancelled");
        });
        HeldDatabase.Running begun = database.next();
        CompletableFuture<Optional<String>> other = onLoop(() -> batcher.load("b"));
        impatient.cancel();
        assertThat(database.loads()).as("none beside the one that runs").isEqualTo(1);
        begun.succeed();
        database.next().succeed();
        assertThat(other.get(SOON_SECONDS, TimeUnit.SECONDS)).contains("value of b");
    }

    @Test
    void givesUpALoadThatIsNotBackInTimeAndGoesOn() throws Exception {
        Batcher<String, String> batcher = new Batcher<>("test", VERTX, keys -> keys.contains("hung")
                ? database.load(keys)
                : Uni.createFrom().item(Map.of("b", new Loaded.Found<>("value of b"))), new Limits(100, 100, Duration.ofMillis(50)),
                registry);
        CompletableFuture<Optional<String>> hung = onLoop(() -> batcher.load("hung"));
        HeldDatabase.Running silent = database.next();
        assertFails(hung, TimeoutException.class);
        assertThat(all(List.of(onLoop(() -> batcher.load("b"))))).containsExactly("value of b");
        silent.succeed();
        assertThat(all(List.of(onLoop(() -> batcher.load("b"))))).containsExactly("value of b");
    }

    @Test
    void doesNotLoadForWhoHasWaitedTooLong() throws Exception {
        Batcher<String, String> batcher = batcher(new Limits(1, 100, Duration.ofMillis(50)));
        List<CompletableFuture<Optional<String>>> answers = inOneTick(batcher, List.of("a", "b", "c"));
        // The first is not back in time, and by then the others have waited for as long.
        assertThat(answers).allSatisfy(answer -> assertFails(answer, TimeoutException.class));
        assertThat(database.loads()).isLessThanOrEqualTo(2);
    }

    @Test
    void refusesWhatItHasNoRoomFor() throws Exception {
        Batcher<String, String> batcher = batcher(new Limits(100, 2, LONG));
        CompletableFuture<Optional<String>> first = onLoop(() -> batcher.load("a"));
        HeldDatabase.Running begun = database.next();
        List<CompletableFuture<Optional<String>>> waiting = inOneTick(batcher, List.of("b", "c"));
        CompletableFuture<Optional<String>> refused = onLoop(() -> batcher.load("d"));
        assertThatThrownBy(() -> refused.get(SOON_SECONDS, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class).cause()
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.problem().status()).isEqualTo(503);
                    assertThat(refusal.headers()).containsEntry("Retry-After", "1");
                });
        begun.succeed();
        database.next().succeed();
        assertThat(all(waiting)).hasSize(2);
        assertThat(first.get(SOON_SECONDS, TimeUnit.SECONDS)).contains("value of a");
        CompletableFuture<Optional<String>> later = onLoop(() -> batcher.load("d"));
        database.next().succeed();
        assertThat(later.get(SOON_SECONDS, TimeUnit.SECONDS)).contains("value of d");
    }

    @Test
    void loadsInAContextOfItsOwnAndAnswersInTheCallers() throws Exception {
        Map<String, @Nullable Object> seen = new ConcurrentHashMap<>();
        Batcher<String, String> batcher = new Batcher<>("test", VERTX, keys -> {
            Context own = Objects.requireNonNull(Vertx.currentContext());
            seen.put("duplicated", VertxContext.isDuplicatedContext(own));
            seen.put("local of the caller", Optional.ofNullable(own.getLocal("user")));
            own.putLocal("user", "nobody");
            return Uni.createFrom().item(Map.of("a", new Loaded.Found<>("value")));
        }, new Limits(100, 100, LONG), registry);
        Context caller = anotherLoop();
        for (int i = 0; i < 2; i++) {
            CompletableFuture<Context> answered = new CompletableFuture<>();
            caller.runOnContext(now -> {
                caller.putLocal("user", "mallory");
                var _ = batcher.load("a").subscribe().with(value -> answered.complete(Vertx.currentContext()));
            });
            assertThat(answered.get(SOON_SECONDS, TimeUnit.SECONDS)).isSameAs(caller);
            assertThat(seen).containsEntry("duplicated", true).containsEntry("local of the caller", Optional.empty());
            assertThat(caller.<String>getLocal("user")).isEqualTo("mallory");
        }
    }

    @Test
    void aCallEndsWithItsDeadlineAndThoseThatShareItsLoadGoOn() throws Exception {
        Requests requests = new Requests(VERTX);
        Batcher<String, String> batcher = batcher(new Limits(100, 100, LONG));
        CompletableFuture<Optional<String>> first = onLoop(() -> batcher.load("a"));
        HeldDatabase.Running load = database.next();
        CompletableFuture<Optional<String>> late = requests.call("20", () -> batcher.load("b"));
        CompletableFuture<Optional<String>> alsoLate = requests.call("20", () -> batcher.load("c"));
        CompletableFuture<Optional<String>> patient = requests.call(null, () -> batcher.load("c"));
        assertFails(late, Refusal.class);
        assertFails(alsoLate, Refusal.class);

        load.succeed();

        HeldDatabase.Running next = database.next();
        assertThat(next.keys()).containsExactly("c");
        next.succeed();
        assertThat(all(List.of(first, patient))).containsExactly("value of a", "value of c");
    }

    private Batcher<String, String> batcher(Limits limits) {
        return new Batcher<>("test", VERTX, database::load, limits, registry);
    }

    /// A request's context on the next event loop.
    private static Context anotherLoop() {
        return ((VertxInternal) VERTX).createEventLoopContext().duplicate();
    }

    /// Returns when all of the calls have been made, in one task of one event loop.
    private static List<CompletableFuture<Optional<String>>> inOneTick(Batcher<String, String> batcher, List<String> keys)
            throws InterruptedException {
        List<CompletableFuture<Optional<String>>> answers = new ArrayList<>();
        CountDownLatch called = new CountDownLatch(1);
        anotherLoop().runOnContext(now -> {
            keys.forEach(key -> answers.add(batcher.load(key).subscribeAsCompletionStage()));
            called.countDown();
        });
        assertThat(called.await(SOON_SECONDS, TimeUnit.SECONDS)).isTrue();
        return answers;
    }

    private static <T> CompletableFuture<T> onLoop(Supplier<Uni<T>> call) throws Exception {
        CompletableFuture<CompletableFuture<T>> called = new CompletableFuture<>();
        anotherLoop().runOnContext(now -> called.complete(call.get().subscribeAsCompletionStage()));
        return called.get(SOON_SECONDS, TimeUnit.SECONDS);
    }

    private static List<String> all(List<CompletableFuture<Optional<String>>> answers) throws Exception {
        List<String> values = new ArrayList<>();
        for (CompletableFuture<Optional<String>> answer : answers) {
            values.add(answer.get(SOON_SECONDS, TimeUnit.SECONDS).orElseThrow());
        }
        return values;
    }

    private static void assertFails(CompletableFuture<?> answer, Class<? extends Throwable> failure) {
        assertThatThrownBy(() -> answer.get(SOON_SECONDS, TimeUnit.SECONDS)).hasCauseInstanceOf(failure);
    }

    private record Limits(int keys, int waiting, Duration patience) implements BatcherConfig {}
}
