package dev.groundswell.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;

import dev.groundswell.platform.http.Deadline;
import dev.groundswell.platform.problem.Refusal;
import dev.groundswell.testing.Requests;

class TurnstileTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int SOON_SECONDS = 10;
    private static final Vertx VERTX = Vertx.vertx();

    private final Requests requests = new Requests(VERTX);
    private final LinkedBlockingQueue<Work> begun = new LinkedBlockingQueue<>();

    @AfterAll
    static void closeVertx() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void whoCameFirstBeginsFirstWhenThereIsRoom() throws Exception {
        Turnstile room = new Turnstile(2, LONG, VERTX);
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "d")) {
            answers.add(pass(room, null, name));
        }
        Work a = next();
        assertThat(List.of(a.name, next().name)).containsExactly("a", "b");
        assertThat(begun).isEmpty();
        assertThat(room.waiting()).isEqualTo(2);

        a.emitter.complete("done");
        Work c = next();
        assertThat(c.name).isEqualTo("c");
        c.emitter.fail(new IllegalStateException("broken"));
        assertThat(next().name).isEqualTo("d");

        assertThat(answers.getFirst().get(SOON_SECONDS, TimeUnit.SECONDS)).isEqualTo("done");
        assertThat(room.waiting()).isZero();
    }

    @Test
    void whoWaitsTooLongFailsAndLeavesNoGap() throws Exception {
        Turnstile room = new Turnstile(1, Duration.ofMillis(50), VERTX);
        CompletableFuture<String> first = pass(room, null, "a");
        Work a = next();
        CompletableFuture<String> late = pass(room, null, "b");
        assertThatThrownBy(late::join).hasCauseInstanceOf(TimeoutException.class);
        assertThat(room.waiting()).isZero();

        a.emitter.complete("done");
        assertThat(first.join()).isEqualTo("done");
        CompletableFuture<String> next = pass(room, null, "c");
        assertThat(next().name).isEqualTo("c");
        assertThat(next).isNotDone();
    }

    @Test
    void whoseTimeIsOverIsPassedOver() throws Exception {
        Turnstile room = new Turnstile(1, LONG, VERTX);
        var _ = pass(room, null, "a");
        Work a = next();
        CompletableFuture<Deadline> deadline = new CompletableFuture<>();
        CompletableFuture<String> late = requests.call("20", () -> {
            deadline.complete(Deadline.current());
            return room.pass(() -> work("b"));
        });
        var _ = pass(room, null, "c");
        await().until(() -> deadline.join().isOver());

        a.emitter.complete("done");

        assertThat(next().name).isEqualTo("c");
        assertThatThrownBy(late::join).hasCauseInstanceOf(Refusal.class);
    }

    @Test
    void runsWorkOnItsCallersContext() throws Exception {
        Turnstile room = new Turnstile(1, LONG, VERTX);
        var _ = pass(room, null, "a");
        Work a = next();
        CompletableFuture<Boolean> own = requests.call(null, () -> {
            Context caller = Vertx.currentContext();
            return room.pass(() -> Uni.createFrom().item(Vertx.currentContext() == caller));
        });
        a.emitter.complete("done");
        assertThat(own.get(SOON_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /// However they come and go: never more than there is room for, and nobody is forgotten.
    @Test
    void holdsItsBoundUnderARush() throws Exception {
        Turnstile room = new Turnstile(3, LONG, VERTX);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            CompletableFuture<Integer> answer = new CompletableFuture<>();
            answers.add(answer);
            ((VertxInternal) VERTX).createEventLoopContext()
                    .runOnContext(now -> room.pass(() -> shortly(inside, most)).subscribe().with(answer::complete,
                            answer::completeExceptionally));
        }
        for (CompletableFuture<Integer> answer : answers) {
            answer.get(SOON_SECONDS, TimeUnit.SECONDS);
        }
        assertThat(most.get()).isEqualTo(3);
        assertThat(room.waiting()).isZero();
    }

    private static Uni<Integer> shortly(AtomicInteger inside, AtomicInteger most) {
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        return Uni.createFrom().emitter(emitter -> VERTX.setTimer(1, later -> emitter.complete(inside.getAndDecrement())));
    }

    private CompletableFuture<String> pass(Turnstile room, @Nullable String told, String name) throws Exception {
        return requests.call(told, () -> room.pass(() -> work(name)));
    }

    private Uni<String> work(String name) {
        return Uni.createFrom().emitter(emitter -> begun.add(new Work(name, emitter)));
    }

    private Work next() throws InterruptedException {
        Work work = begun.poll(SOON_SECONDS, TimeUnit.SECONDS);
        assertThat(work).as("work within %d s", SOON_SECONDS).isNotNull();
        return work;
    }

    private record Work(String name, UniEmitter<? super String> emitter) {}
}
