package dev.groundswell.catalog.reserving;

import static dev.groundswell.catalog.reserving.Step.CANCELLED;
import static dev.groundswell.catalog.reserving.Step.CONFIRMED;
import static dev.groundswell.catalog.reserving.Step.PRICED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import dev.groundswell.catalog.stock.StockLevel;
import dev.groundswell.platform.events.OrderEvent;

class LedgerTest {

    private final Map<UUID, Reservation> reservations = new HashMap<>();
    private final Map<String, StockLevel> stock = new HashMap<>(Map.of("A", new StockLevel("A", 10, 0), "B", new StockLevel("B", 1, 0)));
    private final OrderEvent order = Orders.of("A", 4);
    private Instant remembered = order.placedAt();

    /// Each row: the steps of one order for 4 of 10 pieces, each in a batch of its own, and what is left in the end.
    @ParameterizedTest
    @CsvSource({"PRICED, 10, 4, RESERVED", "PRICED PRICED, 10, 4, RESERVED", "PRICED CONFIRMED, 6, 0, CONFIRMED",
            "PRICED CONFIRMED CONFIRMED PRICED, 6, 0, CONFIRMED", "PRICED CANCELLED, 10, 0, CANCELLED",
            "PRICED CANCELLED CANCELLED PRICED CONFIRMED, 10, 0, CANCELLED", "PRICED CONFIRMED CANCELLED, 10, 0, CANCELLED",
            "PRICED CONFIRMED CANCELLED CANCELLED CONFIRMED PRICED, 10, 0, CANCELLED", "CANCELLED, 10, 0, CANCELLED",
            "CANCELLED PRICED, 10, 0, CANCELLED", "CANCELLED CONFIRMED PRICED, 10, 0, CANCELLED", "CONFIRMED, 6, 0, CONFIRMED",
            "CONFIRMED PRICED, 6, 0, CONFIRMED", "CONFIRMED CANCELLED PRICED, 10, 0, CANCELLED"})
    void goesItsWayOnceInWhateverOrderStepsArrive(String steps, long onHand, long reserved, Reservation.State state) {
        for (String step : steps.split(" ")) {
            decide(Step.valueOf(step), order);
        }
        assertThat(stock.get("A")).isEqualTo(new StockLevel("A", onHand, reserved));
        assertThat(reservation().state()).isEqualTo(state);
    }

    /// What was decided about it may have been deleted, as after a dead letter that comes back.
    @ParameterizedTest
    @EnumSource(Step.class)
    void doesNothingForAnOrderTooOldToBeRemembered(Step step) {
        remembered = order.placedAt().plusMillis(1);
        assertThat(decide(step, order)).isEqualTo(new Verdict.Nothing());
        assertThat(stock.get("A")).isEqualTo(new StockLevel("A", 10, 0));
        assertThat(reservation().state()).isEqualTo(Reservation.State.CANCELLED);
    }

    @Test
    void goesOnWithAnOldOrderThatIsRemembered() {
        decide(PRICED, order);
        remembered = order.placedAt().plusMillis(1);
        decide(CONFIRMED, order);
        assertThat(stock.get("A")).isEqualTo(new StockLevel("A", 6, 0));
    }

    @Test
    void tellsTheSameAnswerAgain() {
        assertThat(decide(PRICED, order)).isEqualTo(decide(PRICED, order)).isEqualTo(new Verdict.Reserved());
        OrderEvent tooMany = Orders.of("A", 7, "B", 2);
        Verdict refused = decide(PRICED, tooMany);
        decide(CANCELLED, order);
        assertThat(decide(PRICED, tooMany)).as("though there is stock now").isEqualTo(refused).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void promisesAllLinesOrNone() {
        Verdict verdict = decide(PRICED, Orders.of("A", 10, "B", 2, "NO", 1));
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Refused.class, refused -> assertThat(refused.reasons())
                .extracting(OrderEvent.Reason::code, OrderEvent.Reason::sku)
                .containsExactly(tuple("out-of-stock", "B"),
                        tuple("unknown-sku", "NO")));
        assertThat(stock.values()).allMatch(level -> level.reserved() == 0);
    }

    @Test
    void saysHowManyThereAre() {
        assertThat(decide(PRICED, Orders.of("A", 11))).isInstanceOfSatisfying(Verdict.Refused.class,
                refused -> assertThat(refused.reasons().getFirst().detail()).isEqualTo("11 wanted, 10 available."));
    }

    @Test
    void refusesAProductThatNeverHadStock() {
        stock.remove("B");
        assertThat(decide(PRICED, Orders.of("B", 1))).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void sellsTheLastPieceToTheFirstInTheBatch() {
        OrderEvent first = Orders.of("B", 1);
        OrderEvent second = Orders.of("B", 1);
        Ledger ledger = ledger(Step.PRICED);
        assertThat(ledger.decide(PRICED, first)).isInstanceOf(Verdict.Reserved.class);
        assertThat(ledger.decide(PRICED, second)).isInstanceOf(Verdict.Refused.class);
        assertThat(ledger.decide(PRICED, first)).isInstanceOf(Verdict.Reserved.class);
        assertThat(ledger.moved()).containsExactly(new StockLevel("B", 1, 1));
        assertThat(ledger.decided()).hasSize(2);
    }

    @Test
    void sumsEqualSkus() {
        assertThat(decide(PRICED, Orders.of("A", 6, "A", 6))).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void takesNoMoreThanIsThere() {
        decide(PRICED, order);
        stock.put("A", new StockLevel("A", 1, 4));
        assertThat(decide(CONFIRMED, order)).isInstanceOf(Verdict.Kept.class);
        assertThat(stock.get("A")).isEqualTo(new StockLevel("A", 0, 0));
    }

    /// Decision 12: all pieces had left the shelf, whatever the count said, and all of them return.
    @Test
    void putsBackTheWholeOrderThoughFewerWereCounted() {
        decide(PRICED, order);
        stock.put("A", new StockLevel("A", 1, 4));
        decide(CONFIRMED, order);
        assertThat(decide(CANCELLED, order)).isInstanceOf(Verdict.Kept.class);
        assertThat(stock.get("A")).isEqualTo(new StockLevel("A", 4, 0));
    }

    @Test
    void changesNothingWhenNothingIsNew() {
        decide(PRICED, order);
        Ledger ledger = ledger(PRICED);
        assertThat(ledger.decide(PRICED, order)).isInstanceOf(Verdict.Reserved.class);
        assertThat(ledger.moved()).isEmpty();
        assertThat(ledger.decided()).isEmpty();
    }

    /// Whatever arrives how often in whatever order: once every order has ended cancelled, all stock is back and nothing is promised.
    @Test
    void losesAndInventsNothing() {
        Random random = new Random(42);
        for (int round = 0; round < 500; round++) {
            reservations.clear();
            stock.put("A", new StockLevel("A", 20, 0));
            List<OrderEvent> orders = List.of(Orders.of("A", 3), Orders.of("A", 5), Orders.of("A", 4));
            for (int i = 0; i < 20; i++) {
                decide(Step.values()[random.nextInt(3)], orders.get(random.nextInt(3)));
                assertThat(levelOfA().reserved()).isBetween(0L, 12L);
            }
            orders.forEach(it -> decide(CANCELLED, it));
            assertThat(levelOfA()).isEqualTo(new StockLevel("A", 20, 0));
        }
    }

    @CanIgnoreReturnValue
    private Verdict decide(Step step, OrderEvent event) {
        Ledger ledger = ledger(step);
        Verdict verdict = ledger.decide(step, event);
        ledger.decided().forEach(it -> reservations.put(it.orderId(), it));
        ledger.moved().forEach(level -> stock.put(level.sku(), level));
        return verdict;
    }

    private Ledger ledger(Step step) {
        return new Ledger(reservations, stock, step == PRICED ? Set.of("A", "B") : Set.of(), remembered);
    }

    private Reservation reservation() {
        return Objects.requireNonNull(reservations.get(order.id()));
    }

    private StockLevel levelOfA() {
        return Objects.requireNonNull(stock.get("A"));
    }
}
