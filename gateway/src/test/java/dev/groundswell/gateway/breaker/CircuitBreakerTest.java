package dev.groundswell.gateway.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.groundswell.gateway.breaker.CircuitBreaker.Leave;
import dev.groundswell.gateway.breaker.CircuitBreaker.Phase;

class CircuitBreakerTest {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final List<Phase> told = new ArrayList<>();
    private long now = Long.MAX_VALUE - 5;
    private boolean someInstanceLeft = true;
    private final CircuitBreaker breaker = new CircuitBreaker(new Tripping(10, 0.5, PAUSE), () -> someInstanceLeft, told::add, () -> now);

    @Test
    void opensWhenHalfOfTheLastCallsFailed() {
        succeed(100);
        fail(4);
        assertThat(breaker.ask()).isEqualTo(Leave.ORDINARY);

        fail(1);

        assertThat(told).containsExactly(Phase.OPEN);
        assertThat(breaker.refuses()).isTrue();
        assertThat(breaker.ask()).isEqualTo(Leave.REFUSED);
    }

    @Test
    void aFewCallsTellNothing() {
        fail(9);
        assertThat(told).isEmpty();
    }

    @Test
    void whatFailedLongAgoIsForgotten() {
        for (int i = 0; i < 10; i++) {
            fail(4);
            succeed(7);
        }
        assertThat(told).isEmpty();
    }

    @Test
    void opensAtOnceWhenNobodyIsLeftAndSomebodyWaitedInVain() {
        someInstanceLeft = false;
        fail(1);
        assertThat(told).as("to be refused a connection costs nobody anything").isEmpty();

        breaker.failed(breaker.ask(), true);

        assertThat(told).containsExactly(Phase.OPEN);
    }

    @Test
    void oneTriesAfterThePauseAndDecidesForAll() {
        fail(10);
        now += PAUSE.toNanos();
        assertThat(breaker.refuses()).isFalse();
        assertThat(breaker.ask()).isEqualTo(Leave.TRIAL);
        assertThat(breaker.refuses()).isTrue();
        assertThat(breaker.ask()).isEqualTo(Leave.REFUSED);
        breaker.failed(Leave.TRIAL, false);
        assertThat(breaker.ask()).isEqualTo(Leave.REFUSED);

        now += PAUSE.toNanos();
        assertThat(breaker.ask()).isEqualTo(Leave.TRIAL);
        breaker.succeeded(Leave.TRIAL);

        assertThat(breaker.ask()).isEqualTo(Leave.ORDINARY);
        fail(9);
        assertThat(told).as("it begins anew").containsExactly(Phase.OPEN, Phase.HALF_OPEN, Phase.OPEN, Phase.HALF_OPEN, Phase.CLOSED);
    }

    @Test
    void aTrialThatTellsNothingLeavesItToTheNext() {
        fail(10);
        now += PAUSE.toNanos();
        Leave trial = breaker.ask();

        breaker.withdrew(trial);

        assertThat(breaker.ask()).isEqualTo(Leave.TRIAL);
    }

    @Test
    void nobodyTriesAServiceThatHangsBeforeAnInstanceAnswersProbes() {
        someInstanceLeft = false;
        breaker.failed(breaker.ask(), true);
        now += 100 * PAUSE.toNanos();
        assertThat(breaker.ask()).isEqualTo(Leave.REFUSED);

        someInstanceLeft = true;

        assertThat(breaker.ask()).isEqualTo(Leave.TRIAL);
    }

    @Test
    void anInstanceThatIsBackIsTriedBeforeThePauseIsOver() {
        someInstanceLeft = false;
        fail(10);
        assertThat(breaker.ask()).isEqualTo(Leave.REFUSED);

        someInstanceLeft = true;

        assertThat(breaker.ask()).isEqualTo(Leave.TRIAL);
        breaker.failed(Leave.TRIAL, true);
        assertThat(breaker.ask()).as("it only seemed so").isEqualTo(Leave.REFUSED);
    }

    @Test
    void whatBeganBeforeItOpenedDoesNotCloseIt() {
        Leave early = breaker.ask();
        fail(10);

        breaker.succeeded(early);

        assertThat(breaker.ask()).isEqualTo(Leave.REFUSED);
        assertThat(told).containsExactly(Phase.OPEN);
    }

    @Test
    void impossibleSettingsAreNamed() {
        assertThatThrownBy(() -> new Tripping(61, 0.5, PAUSE)).hasMessageContaining("groundswell.upstreams.breaker.calls", "61");
        assertThatThrownBy(() -> new Tripping(20, 0, PAUSE)).hasMessageContaining("breaker.failure-ratio");
        assertThatThrownBy(() -> new Tripping(20, 0.5, Duration.ZERO)).hasMessageContaining("breaker.pause");
    }

    private void succeed(int times) {
        for (int i = 0; i < times; i++) {
            breaker.succeeded(Leave.ORDINARY);
        }
    }

    /// At once, as when a connection is refused.
    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed(Leave.ORDINARY, false);
        }
    }
}
