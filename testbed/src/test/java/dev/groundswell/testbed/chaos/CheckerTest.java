package dev.groundswell.testbed.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

/// Evidence that is right, and the same wrong in each way, but for what was told on Kafka.
class CheckerTest {

    private final Evidence evidence = new Evidence();

    @Test
    void findsNothingWrongWithARightHistory() {
        evidence.history.add(evidence.operation(History.Kind.PLACE, "k2", "", 0, false, null, 0));
        evidence.history.add(evidence.operation(History.Kind.PLACE, "k2", "", 503, true, null, 0));

        assertThat(evidence.rules()).isEmpty();
    }

    @Test
    void anUnansweredRequestMayHaveMadeAnOrder() {
        evidence.history.add(evidence.operation(History.Kind.PLACE, "k2", "", 0, false, null, 0));
        evidence.orders.add(Evidence.row("o2", "k2", "rejected", 2));
        evidence.tell("o2", "order-placed", "queued");
        evidence.tell("o2", "order-rejected", "rejected");

        assertThat(evidence.rules()).isEmpty();
    }

    @Test
    void findsAnAcceptedOrderThatIsLost() {
        evidence.accept("k2", "o2");

        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.LOST);
    }

    @Test
    void findsAKeyWhoseOrderIsLost() {
        evidence.lonelyKeys.add("alice/k9");

        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.LOST);
    }

    @Test
    void findsAnOrderThatNobodyAskedFor() {
        evidence.orders.add(Evidence.row("o2", "k2", "rejected", 2));
        evidence.tell("o2", "order-placed", "queued");
        evidence.tell("o2", "order-rejected", "rejected");

        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.UNREQUESTED);
    }

    @Test
    void findsAnOrderWithOtherLinesThanItsRequest() {
        evidence.accept("k2", "o2");
        evidence.orders
                .add(new Found.Row("o2", "orders_0", "alice", List.of("k2"), "rejected", Map.of("A", 3L), null, List.of("out-of-stock"), 2,
                        Evidence.START));
        evidence.tell("o2", "order-placed", "queued");
        evidence.tell("o2", "order-rejected", "rejected");

        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.MISTAKEN, Contradiction.Rule.UNREQUESTED);
    }

    @Test
    void findsAKeyThatWasAnsweredWithTwoOrders() {
        evidence.accept("k1", "o2");
        evidence.orders.add(new Found.Row("o2", "orders_0", "alice", List.of(), "rejected", Evidence.LINES, null, List.of("out-of-stock"),
                2, Evidence.START));
        evidence.tell("o2", "order-placed", "queued");
        evidence.tell("o2", "order-rejected", "rejected");

        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.MISTAKEN, Contradiction.Rule.DOUBLED, Contradiction.Rule.DOUBLED);
    }

    @Test
    void findsAnAnswerThatNamesAnotherCustomersOrder() {
        evidence.accept("k2", "o2");
        evidence.orders.add(new Found.Row("o2", "orders_0", "bob", List.of("k7"), "rejected", Evidence.LINES, null, List.of("out-of-stock"),
                2, Evidence.START));
        evidence.history.add(new History.Operation(Evidence.START, Evidence.START.plusMillis(1), History.Kind.PLACE, "bob", "k7",
                Evidence.LINES, "", "", 0, false, null, 0, ""));
        evidence.tell("o2", "order-placed", "queued");
        evidence.tell("o2", "order-rejected", "rejected");

        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.MISTAKEN);
    }

    @Test
    void findsAnAnswerAboutAnotherOrderThanAskedFor() {
        evidence.history.add(new History.Operation(Evidence.START, Evidence.START.plusMillis(1), History.Kind.READ, "alice", "", Map.of(),
                "o1", "o9", 200, false,
                null, 0, ""));

        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.MISTAKEN);
    }

    @Test
    void findsAnOrderThatWasSettledLate() {
        evidence.orders.set(0,
                new Found.Row("o1", "orders_0", "alice", List.of("k1"), "confirmed", Evidence.LINES, 250L, List.of(), 3,
                        Evidence.START.plusSeconds(100)));

        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.LATE);
    }

    @Test
    void timesInWhichSomethingWasStruckDoNotCount() {
        evidence.orders.set(0,
                new Found.Row("o1", "orders_0", "alice", List.of("k1"), "confirmed", Evidence.LINES, 250L, List.of(), 3,
                        Evidence.START.plusSeconds(100)));
        evidence.struck
                .add(new Struck(List.of(), Evidence.START.plusSeconds(10), Evidence.START.plusSeconds(40), Evidence.START.plusSeconds(50)));
        evidence.struck
                .add(new Struck(List.of(), Evidence.START.plusSeconds(60), Evidence.START.plusSeconds(90), Evidence.START.plusSeconds(95)));

        assertThat(evidence.rules()).isEmpty();
    }

    @Test
    void findsAnOrderInTwoShards() {
        evidence.orders.add(
                new Found.Row("o1", "orders_1", "alice", List.of("k1"), "confirmed", Evidence.LINES, 250L, List.of(), 3, Evidence.START));
        evidence.stock = Map.of("A", new Found.Stock(6, 0), "B", new Found.Stock(8, 0));

        assertThat(evidence.rules()).contains(Contradiction.Rule.DOUBLED);
    }

    @Test
    void findsAnOrderThatWasNeverSettled() {
        evidence.accept("k2", "o2");
        evidence.orders.add(new Found.Row("o2", "orders_0", "alice", List.of("k2"), "priced", Evidence.LINES, 250L, List.of(), 2, null));
        evidence.tell("o2", "order-placed", "queued");

        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.UNSETTLED);
    }

    @Test
    void findsAnOrderThatWasGivenUp() {
        evidence.accept("k2", "o2");
        evidence.orders.add(new Found.Row("o2", "orders_0", "alice", List.of("k2"), "rejected", Evidence.LINES, null, List.of("failed"), 2,
                Evidence.START));
        evidence.tell("o2", "order-placed", "queued");
        evidence.tell("o2", "order-rejected", "rejected");

        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.GIVEN_UP);
    }

    @Test
    void findsAStatusThatWentBack() {
        evidence.see("o1", "priced", 2);

        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.BACKWARDS);
    }

    @Test
    void findsTwoStatusesOfOneVersion() {
        evidence.see("o1", "cancelled", 3);

        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.BACKWARDS);
    }

    @Test
    void findsAStatusThatTheDatabaseForgot() {
        evidence.see("o1", "cancelled", 4);

        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.BACKWARDS);
    }

    @Test
    void requestsThatOverlapMaySeeAnyOrder() {
        Instant now = Evidence.START.plusSeconds(100);
        evidence.history.add(
                new History.Operation(now, now.plusSeconds(5), History.Kind.READ, "alice", "", Map.of(), "o1", "o1", 200, false,
                        "confirmed", 3, ""));
        evidence.history
                .add(new History.Operation(now.minusSeconds(200), now.plusSeconds(6), History.Kind.READ, "alice", "", Map.of(), "o1", "o1",
                        200, false, "queued", 1, ""));

        assertThat(evidence.rules()).isEmpty();
    }

    @Test
    void findsAnOrderThatWasOutOfSight() {
        evidence.history.add(evidence.operation(History.Kind.READ, "", "o1", 404, false, null, 0));

        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.BACKWARDS);
    }

    @Test
    void findsAnOrderThatIsMissingFromItsCustomersList() {
        evidence.history.add(evidence.operation(History.Kind.LIST, "", "o1", 404, false, null, 0));

        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.BACKWARDS);
    }

    @Test
    void findsAListThatShowsAnOrderAsItWas() {
        evidence.history.add(evidence.operation(History.Kind.LIST, "", "o1", 200, false, "queued", 1));

        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.BACKWARDS);
    }

    @Test
    void findsACancellationThatDidNotLast() {
        evidence.history.add(evidence.operation(History.Kind.CANCEL, "", "o1", 202, false, null, 0));

        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.UNDONE);
    }

    @Test
    void findsARefusedCancellationOfAnOrderThatCouldBeCancelled() {
        evidence.history.add(evidence.operation(History.Kind.CANCEL, "", "o1", 409, false, null, 0));

        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.UNDONE);
    }

    @Test
    void findsAWrongPrice() {
        evidence.orders.set(0,
                new Found.Row("o1", "orders_0", "alice", List.of("k1"), "confirmed", Evidence.LINES, 249L, List.of(), 3, Evidence.START));

        evidence.told.set(1, new Found.Told("order-confirmed", "o1", "confirmed", 249L, "order-confirmed of o1"));
        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.WRONG_PRICE);
    }

    @Test
    void findsStockThatWasTakenTwice() {
        evidence.stock = Map.of("A", new Found.Stock(6, 0), "B", new Found.Stock(9, 0));

        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.STOCK);
    }

    @Test
    void findsStockThatIsPromisedToNobody() {
        evidence.stock = Map.of("A", new Found.Stock(8, 2), "B", new Found.Stock(9, 0));

        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.STOCK);
    }

    @Test
    void findsStockThatIsGone() {
        evidence.stock = Map.of("A", new Found.Stock(8, 0));

        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.STOCK);
    }

    @Test
    void findsAnErrorThatDoesNotSayWhenToComeBack() {
        evidence.history.add(evidence.operation(History.Kind.READ, "", "o1", 500, false, null, 0));

        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.BROKEN_ANSWER);
    }

    @Test
    void findsAGoodOrderThatWasRefusedForGood() {
        evidence.history.add(evidence.operation(History.Kind.PLACE, "k2", "", 422, false, null, 0));

        assertThat(evidence.rules()).containsExactly(Contradiction.Rule.BROKEN_ANSWER);
    }

    @Test
    void tellsTheFactsThatContradict() {
        evidence.accept("k2", "o2");

        assertThat(evidence.contradictions().getFirst().toString()).startsWith("LOST: order o2 was accepted and is not there\n")
                .contains("PLACE by alice key k2 order o2: 202 queued version 1").doesNotContain("o1");
    }
}
