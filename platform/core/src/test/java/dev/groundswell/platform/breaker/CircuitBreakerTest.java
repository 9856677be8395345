package dev.groundswell.platform.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;

import dev.groundswell.testing.NotedLog;

class CircuitBreakerTest {

    private static final Duration BOUND = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofMinutes(10);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void refusesAtOnceWhenCallsHaveFailed() {
        CircuitBreaker breaker = breaker(LONG);

        fail(breaker, 2);

        assertThatThrownBy(() -> answered(breaker)).isInstanceOf(CircuitBreakerOpenException.class);
        assertThat(asked).hasValue(2);
        assertThat(state()).isEqualTo(2);
    }

    @Test
    void takesACallThatDoesNotEndForOneThatFailed() {
        CircuitBreaker breaker = breaker(LONG);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> breaker.call(Duration.ofMillis(1), () -> Uni.createFrom().nothing()).await().indefinitely())
                    .isInstanceOf(TimeoutException.class);
        }

        assertThat(state()).isEqualTo(2);
    }

    @Test
    void passesWhatIsNoFaultOfThePart() {
        CircuitBreaker breaker = breaker(LONG);

        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> breaker.call(BOUND, () -> Uni.createFrom().failure(new IllegalArgumentException("no such thing")))
                    .await()
                    .indefinitely()).isInstanceOf(IllegalArgumentException.class);
        }

        assertThat(state()).isZero();
        assertThat(answered(breaker)).isEqualTo("yes");
    }

    @Test
    void closesWhenTheOneThatTriesIsAnswered() {
        CircuitBreaker breaker = breaker(Duration.ofMillis(1));
        fail(breaker, 2);

        await().ignoreExceptionsInstanceOf(CircuitBreakerOpenException.class).until(() -> answered(breaker).equals("yes"));

        assertThat(state()).isZero();
    }

    @Test
    void tellsAnIncidentOnceHoweverOftenItOpensMeanwhile() {
        AtomicInteger opened = new AtomicInteger();
        try (NotedLog log = new NotedLog(CircuitBreaker.class.getName())) {
            CircuitBreaker breaker = breaker(Duration.ofMillis(1));
            breaker.whenOpen(opened::incrementAndGet);
            fail(breaker, 2);
            await().until(() -> {
                assertThatThrownBy(() -> failing(breaker)).isNotNull();
                return opened.get() > 1;
            });
            await().ignoreExceptionsInstanceOf(CircuitBreakerOpenException.class).until(() -> answered(breaker).equals("yes"));

            assertThat(log.lines()).containsExactly(
                    "part p is away or slow: its circuit breaker is open, nobody waits until it is back",
                    "part p is back: its circuit breaker is closed");
        }
    }

    @Test
    void namesTheSettingThatDoesNotFit() {
        assertThatIllegalArgumentException().isThrownBy(() -> new BreakerRule(6, 1.5, LONG))
                .withMessage("circuit breaker: failure-ratio: must be above 0 and at most 1; was 1.5");
        assertThatIllegalArgumentException().isThrownBy(() -> new BreakerRule(0, 1, LONG)).withMessageContaining("calls");
        assertThatIllegalArgumentException().isThrownBy(() -> new BreakerRule(6, 1, Duration.ZERO)).withMessageContaining("pause");
    }

    private CircuitBreaker breaker(Duration pause) {
        return new CircuitBreaker(new BreakerName("p", "part p", "nobody waits"), new BreakerRule(2, 1, pause),
                failure -> failure instanceof IllegalStateException || failure instanceof TimeoutException, registry);
    }

    private void fail(CircuitBreaker breaker, int times) {
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(() -> failing(breaker)).isInstanceOf(IllegalStateException.class);
        }
    }

    private Object failing(CircuitBreaker breaker) {
        return breaker.call(BOUND, () -> {
            asked.incrementAndGet();
            return Uni.createFrom().failure(new IllegalStateException("away"));
        }).await().indefinitely();
    }

    private static String answered(CircuitBreaker breaker) {
        return breaker.call(BOUND, () -> Uni.createFrom().item("yes")).await().indefinitely();
    }

    private double state() {
        return registry.get("circuit.breaker.state").tag("name", "p").gauge().value();
    }
}
