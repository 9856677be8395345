package dev.groundswell.testbed.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

/// Events on Kafka that contradict the orders, and some that only look like it.
class CheckerOfEventsTest {

    private final Evidence evidence = new Evidence();

    @Test
    void findsAnEventAboutAnOrderThatIsNowhere() {
        evidence.tell("o9", "order-placed", "queued");

        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.UNREQUESTED);
    }

    @Test
    void findsAnEventThatTellsAnotherTotal() {
        evidence.told.set(1, new Found.Told("order-confirmed", "o1", "confirmed", 251L, "order-confirmed of o1"));

        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.WRONG_PRICE);
    }

    @Test
    void findsAnEventWithoutAnId() {
        evidence.told.set(1, new Found.Told("order-confirmed", "o1", "confirmed", 250L, ""));

        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.TOLD_BOTH);
    }

    @Test
    void findsAnEventThatWasNeverPublished() {
        evidence.unpublished = Map.of("orders_0", 1L);

        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.OUTBOX);
    }

    @Test
    void findsASettledOrderWithoutItsEvent() {
        evidence.told.removeLast();

        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.UNTOLD);
    }

    @Test
    void aVerdictOnAnOrderIsNotItsEnd() {
        evidence.tell("o1", "order-rejected", "queued");

        assertThat(evidence.rules()).isEmpty();
    }

    @Test
    void findsAnOrderThatWasToldToHaveEndedInTwoWays() {
        evidence.tell("o1", "order-rejected", "rejected");

        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.TOLD_BOTH);
    }

    @Test
    void findsAnEndThatHappenedTwice() {
        evidence.told.add(new Found.Told("order-confirmed", "o1", "confirmed", 250L, "another event"));

        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.TOLD_BOTH);
    }

    @Test
    void anEndMayBeToldTwice() {
        evidence.tell("o1", "order-confirmed", "confirmed");

        assertThat(evidence.rules()).isEmpty();
    }

    @Test
    void findsADeadLetter() {
        evidence.deadLetters.add("order-placed.pricing.dlq: o1");

        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.DEAD_LETTER);
    }
}
