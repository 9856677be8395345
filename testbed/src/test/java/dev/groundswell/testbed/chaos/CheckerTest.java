package dev.groundswell.testbed.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A history that is right, and the same one wrong in each way.
class CheckerTest {

    private static final Instant START = Instant.parse("2026-11-25T12:00:00Z");
    private static final Map<String, Long> LINES = Map.of("A", 2L, "B", 1L);
    private static final Map<String, Long> PRICES = Map.of("A", 100L, "B", 50L);
    private static final Map<String, Long> COUNTED = Map.of("A", 10L, "B", 10L);

    private final List<History.Operation> history = new ArrayList<>();
    private final List<Found.Row> orders = new ArrayList<>();
    private final List<String> lonelyKeys = new ArrayList<>();
    private final List<Found.Told> told = new ArrayList<>();
    private final List<String> deadLetters = new ArrayList<>();
    private final List<Struck> struck = new ArrayList<>();
    private Map<String, Found.Stock> stock = Map.of("A", new Found.Stock(8, 0), "B", new Found.Stock(9, 0));
    private Map<String, Long> unpublished = Map.of("orders_0", 0L, "orders_1", 0L);
    private int second;

    CheckerTest() {
        accept("k1", "o1");
        see("o1", "confirmed", 3);
        orders.add(row("o1", "k1", "confirmed", 3));
        tell("o1", "order-placed", "queued");
        tell("o1", "order-confirmed", "confirmed");
    }

    @Test
    void findsNothingWrongWithARightHistory() {
        history.add(operation(History.Kind.PLACE, "k2", "", 0, false, null, 0));
        history.add(operation(History.Kind.PLACE, "k2", "", 503, true, null, 0));

        assertThat(rules()).isEmpty();
    }

    @Test
    void anUnansweredRequestMayHaveMadeAnOrder() {
        history.add(operation(History.Kind.PLACE, "k2", "", 0, false, null, 0));
        orders.add(row("o2", "k2", "rejected", 2));
        tell("o2", "order-placed", "queued");
        tell("o2", "order-rejected", "rejected");

        assertThat(rules()).isEmpty();
    }

    @Test
    void findsAnAcceptedOrderThatIsLost() {
        accept("k2", "o2");

        assertThat(rules()).containsExactly(Contradiction.Rule.LOST);
    }

    @Test
    void findsAKeyWhoseOrderIsLost() {
        lonelyKeys.add("alice/k9");

        assertThat(rules()).containsExactly(Contradiction.Rule.LOST);
    }

    @Test
    void findsAnOrderThatNobodyAskedFor() {
        orders.add(row("o2", "k2", "rejected", 2));
        tell("o2", "order-placed", "queued");
        tell("o2", "order-rejected", "rejected");

        assertThat(rules()).containsExactly(Contradiction.Rule.UNREQUESTED);
    }

    @Test
    void findsAnOrderWithOtherLinesThanItsRequest() {
        accept("k2", "o2");
        orders.add(new Found.Row("o2", "orders_0", "alice", List.of("k2"), "rejected", Map.of("A", 3L), null, List.of("out-of-stock"), 2,
                START));
        tell("o2", "order-placed", "queued");
        tell("o2", "order-rejected", "rejected");

        assertThat(rules()).containsExactly(Contradiction.Rule.MISTAKEN, Contradiction.Rule.UNREQUESTED);
    }

    @Test
    void findsAKeyThatWasAnsweredWithTwoOrders() {
        accept("k1", "o2");
        orders.add(new Found.Row("o2", "orders_0", "alice", List.of(), "rejected", LINES, null, List.of("out-of-stock"), 2, START));
        tell("o2", "order-placed", "queued");
        tell("o2", "order-rejected", "rejected");

        assertThat(rules()).containsExactly(Contradiction.Rule.MISTAKEN, Contradiction.Rule.DOUBLED, Contradiction.Rule.DOUBLED);
    }

    @Test
    void findsAnAnswerThatNamesAnotherCustomersOrder() {
        accept("k2", "o2");
        orders.add(new Found.Row("o2", "orders_0", "bob", List.of("k7"), "rejected", LINES, null, List.of("out-of-stock"), 2, START));
        history.add(new History.Operation(START, START.plusMillis(1), History.Kind.PLACE, "bob", "k7", LINES, "", "", 0, false, null, 0));
        tell("o2", "order-placed", "queued");
        tell("o2", "order-rejected", "rejected");

        assertThat(rules()).containsExactly(Contradiction.Rule.MISTAKEN);
    }

    @Test
    void findsAnAnswerAboutAnotherOrderThanAskedFor() {
        history.add(new History.Operation(START, START.plusMillis(1), History.Kind.READ, "alice", "", Map.of(), "o1", "o9", 200, false,
                null, 0));

        assertThat(rules()).containsExactly(Contradiction.Rule.MISTAKEN);
    }

    @Test
    void findsAnOrderThatWasSettledLate() {
        orders.set(0,
                new Found.Row("o1", "orders_0", "alice", List.of("k1"), "confirmed", LINES, 250L, List.of(), 3, START.plusSeconds(100)));

        assertThat(rules()).containsExactly(Contradiction.Rule.LATE);
    }

    @Test
    void timesInWhichSomethingWasStruckDoNotCount() {
        orders.set(0,
                new Found.Row("o1", "orders_0", "alice", List.of("k1"), "confirmed", LINES, 250L, List.of(), 3, START.plusSeconds(100)));
        struck.add(new Struck(List.of(), START.plusSeconds(10), START.plusSeconds(40), START.plusSeconds(50)));
        struck.add(new Struck(List.of(), START.plusSeconds(60), START.plusSeconds(90), START.plusSeconds(95)));

        assertThat(rules()).isEmpty();
    }

    @Test
    void findsAnEventAboutAnOrderThatIsNowhere() {
        tell("o9", "order-placed", "queued");

        assertThat(rules()).containsExactly(Contradiction.Rule.UNREQUESTED);
    }

    @Test
    void findsAnEventThatTellsAnotherTotal() {
        told.set(1, new Found.Told("order-confirmed", "o1", "confirmed", 251L, "order-confirmed of o1"));

        assertThat(rules()).containsExactly(Contradiction.Rule.WRONG_PRICE);
    }

    @Test
    void findsAnEventWithoutAnId() {
        told.set(1, new Found.Told("order-confirmed", "o1", "confirmed", 250L, ""));

        assertThat(rules()).containsExactly(Contradiction.Rule.TOLD_BOTH);
    }

    @Test
    void findsAnOrderInTwoShards() {
        orders.add(new Found.Row("o1", "orders_1", "alice", List.of("k1"), "confirmed", LINES, 250L, List.of(), 3, START));
        stock = Map.of("A", new Found.Stock(6, 0), "B", new Found.Stock(8, 0));

        assertThat(rules()).contains(Contradiction.Rule.DOUBLED);
    }

    @Test
    void findsAnOrderThatWasNeverSettled() {
        accept("k2", "o2");
        orders.add(new Found.Row("o2", "orders_0", "alice", List.of("k2"), "priced", LINES, 250L, List.of(), 2, null));
        tell("o2", "order-placed", "queued");

        assertThat(rules()).containsExactly(Contradiction.Rule.UNSETTLED);
    }

    @Test
    void findsAnOrderThatWasGivenUp() {
        accept("k2", "o2");
        orders.add(new Found.Row("o2", "orders_0", "alice", List.of("k2"), "rejected", LINES, null, List.of("failed"), 2, START));
        tell("o2", "order-placed", "queued");
        tell("o2", "order-rejected", "rejected");

        assertThat(rules()).containsExactly(Contradiction.Rule.GIVEN_UP);
    }

    @Test
    void findsAStatusThatWentBack() {
        see("o1", "priced", 2);

        assertThat(rules()).containsExactly(Contradiction.Rule.BACKWARDS);
    }

    @Test
    void findsTwoStatusesOfOneVersion() {
        see("o1", "cancelled", 3);

        assertThat(rules()).containsExactly(Contradiction.Rule.BACKWARDS);
    }

    @Test
    void findsAStatusThatTheDatabaseForgot() {
        see("o1", "cancelled", 4);

        assertThat(rules()).containsExactly(Contradiction.Rule.BACKWARDS);
    }

    @Test
    void requestsThatOverlapMaySeeAnyOrder() {
        Instant now = START.plusSeconds(100);
        history.add(
                new History.Operation(now, now.plusSeconds(5), History.Kind.READ, "alice", "", Map.of(), "o1", "o1", 200, false,
                        "confirmed", 3));
        history.add(new History.Operation(now.minusSeconds(200), now.plusSeconds(6), History.Kind.READ, "alice", "", Map.of(), "o1", "o1",
                200, false, "queued", 1));

        assertThat(rules()).isEmpty();
    }

    @Test
    void findsAnOrderThatWasOutOfSight() {
        history.add(operation(History.Kind.READ, "", "o1", 404, false, null, 0));

        assertThat(rules()).containsExactly(Contradiction.Rule.BACKWARDS);
    }

    @Test
    void findsACancellationThatDidNotLast() {
        history.add(operation(History.Kind.CANCEL, "", "o1", 202, false, null, 0));

        assertThat(rules()).containsExactly(Contradiction.Rule.UNDONE);
    }

    @Test
    void findsARefusedCancellationOfAnOrderThatCouldBeCancelled() {
        history.add(operation(History.Kind.CANCEL, "", "o1", 409, false, null, 0));

        assertThat(rules()).containsExactly(Contradiction.Rule.UNDONE);
    }

    @Test
    void findsAWrongPrice() {
        orders.set(0, new Found.Row("o1", "orders_0", "alice", List.of("k1"), "confirmed", LINES, 249L, List.of(), 3, START));

        told.set(1, new Found.Told("order-confirmed", "o1", "confirmed", 249L, "order-confirmed of o1"));
        assertThat(rules()).containsExactly(Contradiction.Rule.WRONG_PRICE);
    }

    @Test
    void findsStockThatWasTakenTwice() {
        stock = Map.of("A", new Found.Stock(6, 0), "B", new Found.Stock(9, 0));

        assertThat(rules()).containsExactly(Contradiction.Rule.STOCK);
    }

    @Test
    void findsStockThatIsPromisedToNobody() {
        stock = Map.of("A", new Found.Stock(8, 2), "B", new Found.Stock(9, 0));

        assertThat(rules()).containsExactly(Contradiction.Rule.STOCK);
    }

    @Test
    void findsStockThatIsGone() {
        stock = Map.of("A", new Found.Stock(8, 0));

        assertThat(rules()).containsExactly(Contradiction.Rule.STOCK);
    }

    @Test
    void findsAnEventThatWasNeverPublished() {
        unpublished = Map.of("orders_0", 1L);

        assertThat(rules()).containsExactly(Contradiction.Rule.OUTBOX);
    }

    @Test
    void findsASettledOrderWithoutItsEvent() {
        told.removeLast();

        assertThat(rules()).containsExactly(Contradiction.Rule.UNTOLD);
    }

    @Test
    void aVerdictOnAnOrderIsNotItsEnd() {
        tell("o1", "order-rejected", "queued");

        assertThat(rules()).isEmpty();
    }

    @Test
    void findsAnOrderThatWasToldToHaveEndedInTwoWays() {
        tell("o1", "order-rejected", "rejected");

        assertThat(rules()).containsExactly(Contradiction.Rule.TOLD_BOTH);
    }

    @Test
    void findsAnEndThatHappenedTwice() {
        told.add(new Found.Told("order-confirmed", "o1", "confirmed", 250L, "another event"));

        assertThat(rules()).containsExactly(Contradiction.Rule.TOLD_BOTH);
    }

    @Test
    void anEndMayBeToldTwice() {
        tell("o1", "order-confirmed", "confirmed");

        assertThat(rules()).isEmpty();
    }

    @Test
    void findsADeadLetter() {
        deadLetters.add("order-placed.pricing.dlq: o1");

        assertThat(rules()).containsExactly(Contradiction.Rule.DEAD_LETTER);
    }

    @Test
    void findsAnErrorThatDoesNotSayWhenToComeBack() {
        history.add(operation(History.Kind.READ, "", "o1", 500, false, null, 0));

        assertThat(rules()).containsExactly(Contradiction.Rule.BROKEN_ANSWER);
    }

    @Test
    void findsAGoodOrderThatWasRefusedForGood() {
        history.add(operation(History.Kind.PLACE, "k2", "", 422, false, null, 0));

        assertThat(rules()).containsExactly(Contradiction.Rule.BROKEN_ANSWER);
    }

    @Test
    void tellsTheFactsThatContradict() {
        accept("k2", "o2");

        assertThat(contradictions().getFirst().toString()).startsWith("LOST: order o2 was accepted and is not there\n")
                .contains("PLACE by alice key k2 order o2: 202 queued version 1").doesNotContain("o1");
    }

    private List<Contradiction.Rule> rules() {
        return contradictions().stream().map(Contradiction::rule).toList();
    }

    private List<Contradiction> contradictions() {
        return new Checker(history, new Found(orders, lonelyKeys, stock, unpublished, told, deadLetters), COUNTED, PRICES,
                new Timeline(struck), Duration.ofSeconds(30)).contradictions();
    }

    private void accept(String key, String order) {
        history.add(operation(History.Kind.PLACE, key, order, 202, false, "queued", 1));
    }

    private void see(String order, String status, int version) {
        history.add(operation(History.Kind.READ, "", order, 200, false, status, version));
    }

    private void tell(String order, String topic, String status) {
        told.add(new Found.Told(topic, order, status, topic.equals("order-confirmed") ? Long.valueOf(250) : null, topic + " of " + order));
    }

    private History.Operation operation(History.Kind kind, String key, String order, int status, boolean comeBack, @Nullable String seen,
            int version) {
        Instant began = START.plusSeconds(second++);
        return new History.Operation(began, began.plusMillis(500), kind, "alice", key, kind == History.Kind.PLACE ? LINES : Map.of(), order,
                seen == null ? "" : order, status,
                comeBack, seen, version);
    }

    private static Found.Row row(String id, String key, String status, int version) {
        boolean confirmed = status.equals("confirmed");
        return new Found.Row(id, "orders_0", "alice", List.of(key), status, LINES, confirmed ? Long.valueOf(250) : null,
                confirmed ? List.of() : List.of("out-of-stock"), version, START.plusSeconds(20));
    }
}
