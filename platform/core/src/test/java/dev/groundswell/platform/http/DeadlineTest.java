package dev.groundswell.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import dev.groundswell.platform.problem.Refusal;
import dev.groundswell.testing.Requests;

class DeadlineTest {

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Vertx VERTX = Vertx.vertx();

    private final Requests requests = new Requests(VERTX);

    @AfterAll
    static void closeVertx() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void isWhatWasTold() throws Exception {
        assertThat(requests.see("5000", () -> Deadline.current().within(HOUR)))
                .isBetween(Duration.ofMillis(1), Duration.ofSeconds(5));
        assertThat(requests.see("5000", () -> Deadline.current().within(Duration.ofMillis(1)))).isEqualTo(Duration.ofMillis(1));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "0", "-1", "+5", "1.5", "soon", "60001", "999999999", "99999999999999999999", "٣", "5000 "})
    void isTheLongestWhenNothingOfUseWasTold(String told) throws Exception {
        assertThat(requests.see(told, () -> Deadline.current().within(HOUR))).isBetween(LONGEST.minusSeconds(30), LONGEST);
    }

    @Test
    void isNobodysOutsideOfARequest() {
        assertThat(Deadline.current().isOver()).isFalse();
        assertThat(Deadline.current().within(HOUR)).isEqualTo(HOUR);
    }

    @Test
    void endsWorkWhoseTimeIsOverOnItsCallersContext() throws Exception {
        AtomicBoolean cancelled = new AtomicBoolean();
        CompletableFuture<Boolean> answered = requests.call("20", () -> {
            Context caller = Vertx.currentContext();
            return Deadline.current()
                    .bound(HOUR, Uni.createFrom().nothing().onCancellation().invoke(() -> cancelled.set(true)))
                    .map(never -> false)
                    .onFailure(Refusal.class)
                    .recoverWithItem(() -> Vertx.currentContext() == caller);
        });

        assertThat(answered.join()).isTrue();
        assertThat(cancelled).isTrue();
    }

    @Test
    void doesNotBeginWhatIsTooLate() throws Exception {
        AtomicBoolean begun = new AtomicBoolean();
        CompletableFuture<Object> answered = requests.call("1", () -> {
            await().until(Deadline.current()::isOver);
            return Deadline.current().bound(HOUR, Uni.createFrom().item(() -> begun.getAndSet(true)));
        });

        assertThatThrownBy(answered::join).cause().isInstanceOfSatisfying(Refusal.class,
                refusal -> assertThat(refusal.problem().status()).isEqualTo(504));
        assertThat(begun).isFalse();
    }

    @Test
    void countsFromTheEndOfTheBody() throws Exception {
        assertThat(requests.see("50", () -> {
            await().until(Deadline.current()::isOver);
            Deadline.current().restart();
            return Deadline.current().within(HOUR);
        })).isPositive();
    }

    @Test
    void isLiftedFromWhatLastsForLong() throws Exception {
        assertThat(requests.see("5000", () -> {
            Deadline.lift();
            return Deadline.current().within(HOUR);
        })).isEqualTo(HOUR);
    }

    @Test
    void isPassedOnInWholeMillisecondsOfAtLeastOne() throws Exception {
        assertThat(Deadline.current().headerWithin(Duration.ofMillis(500))).isEqualTo("500");
        assertThat(requests.see("1", () -> {
            await().until(Deadline.current()::isOver);
            return Deadline.current().headerWithin(Duration.ofMillis(500));
        })).isEqualTo("1");
    }
}
