package dev.groundswell.catalog.reserving;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.groundswell.catalog.stock.StockRows;
import dev.groundswell.platform.consuming.Received;
import dev.groundswell.platform.events.EventSender;
import dev.groundswell.platform.events.OrderEvent;

/// Takes a batch of orders one step on: five statements at most, however many orders there are.
///
/// Orders are locked before stock, each in the order of its key, by every handler of every instance, so nobody waits in a circle.
/// No outbox is needed: the batch is acknowledged after its answers are, and a batch that comes again is given the same answers.
@ApplicationScoped
class ReservingStock {

    private final Pool database;
    private final ReservationRows rows;
    private final EventSender sender;
    private final Answers answers;
    private final ReservationsConfig config;
    private final Clock clock;

    ReservingStock(Pool database, ReservationRows rows, EventSender sender, Answers answers, ReservationsConfig config, Clock clock) {
        this.database = database;
        this.rows = rows;
        this.sender = sender;
        this.answers = answers;
        this.config = config;
        this.clock = clock;
    }

    /// Completes when the step of every order is durable and its answer is with Kafka.
    Uni<Void> handle(Step step, List<Received<OrderEvent>> received) {
        if (received.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<OrderEvent> orders = received.stream().map(Received::event).toList();
        return database.withTransaction(transaction -> decide(transaction, step, orders))
                .map(verdicts -> answers.to(received, verdicts))
                .chain(sender::sendAll);
    }

    /// Emits a verdict for each of the orders, in their order.
    Uni<List<Verdict>> decide(SqlConnection transaction, Step step, List<OrderEvent> orders) {
        return ledger(transaction, step, orders)
                .chain(ledger -> Uni.createFrom()
                        .item(() -> verdicts(ledger, step, orders))
                        .call(() -> StockRows.update(transaction, ledger.moved()))
                        .call(() -> rows.update(transaction, ledger.decided())));
    }

    private Uni<Ledger> ledger(SqlConnection transaction, Step step, List<OrderEvent> orders) {
        Set<UUID> ids = orders.stream().map(OrderEvent::id).collect(Collectors.toSet());
        Set<String> skus = orders.stream().flatMap(ReservingStock::skus).collect(Collectors.toSet());
        // One after the other: pipelined, a statement that is prepared already would overtake one that is not, and its locks with it.
        return rows.lock(transaction, ids)
                .chain(reservations -> StockRows.lock(transaction, skus)
                        .chain(stock -> products(transaction, step, skus)
                                .map(products -> new Ledger(reservations, stock, products, clock.instant().minus(config.kept())))));
    }

    /// Whether a product exists matters before its stock is promised; afterwards its order stands.
    private Uni<Set<String>> products(SqlConnection transaction, Step step, Set<String> skus) {
        return step == Step.PRICED ? rows.products(transaction, skus) : Uni.createFrom().item(Set.of());
    }

    private static List<Verdict> verdicts(Ledger ledger, Step step, List<OrderEvent> orders) {
        List<Verdict> verdicts = new ArrayList<>(orders.size());
        orders.forEach(order -> verdicts.add(ledger.decide(step, order)));
        return verdicts;
    }

    private static Stream<String> skus(OrderEvent order) {
        return order.lines().stream().map(OrderEvent.Line::sku);
    }
}
