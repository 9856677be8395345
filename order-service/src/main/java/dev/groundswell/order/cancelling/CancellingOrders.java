package dev.groundswell.order.cancelling;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.groundswell.order.orders.Order;
import dev.groundswell.order.orders.OrderRows;
import dev.groundswell.order.orders.OrderStatus;
import dev.groundswell.order.orders.Orders;
import dev.groundswell.order.sharding.Shards;
import dev.groundswell.order.sharding.SlotOwners;
import dev.groundswell.order.tracking.OrderChanges;
import dev.groundswell.platform.events.OrderEvents;
import dev.groundswell.platform.events.Topic;
import dev.groundswell.platform.outbox.OutboxRow;
import dev.groundswell.platform.tracing.Journey;

/// Takes orders back, once each.
@ApplicationScoped
class CancellingOrders {

    private static final String CANCEL = """
            UPDATE orders SET status = 'cancelled', version = version + 1, updated_at = $2
            WHERE id = $1 AND (status IN ('queued', 'priced') OR status = 'confirmed' AND settled_at > $3)
            RETURNING %s
            """.formatted(OrderRows.COLUMNS);

    private final Shards shards;
    private final Orders orders;
    private final OrderRows rows;
    private final OrderEvents events;
    private final OrderChanges changes;
    private final CancelConfig config;
    private final Clock clock;

    CancellingOrders(Shards shards, Orders orders, OrderRows rows, OrderEvents events, OrderChanges changes, CancelConfig config,
            Clock clock) {
        this.shards = shards;
        this.orders = orders;
        this.rows = rows;
        this.events = events;
        this.changes = changes;
        this.config = config;
        this.clock = clock;
    }

    /// Emits the cancelled order, also when it was cancelled before; empty when it can no longer be cancelled, and then nothing changed.
    Uni<Optional<Order>> cancel(Order order) {
        return shards.at(order.slot(), shard -> cancel(shard, order));
    }

    private Uni<Optional<Order>> cancel(Shards.Shard shard, Order order) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return shard.guard()
                .call(() -> shard.pool()
                        .withTransaction(transaction -> SlotOwners.hold(transaction, List.of(order.slot()))
                                .chain(() -> cancel(shard, transaction, order, now)))
                        // Whoever waits: what has been committed is told.
                        .invoke(cancelled -> cancelled.ifPresent(one -> announce(shard, one))))
                .chain(cancelled -> cancelled.isPresent()
                        ? Uni.createFrom().item(cancelled.map(Cancelled::order))
                        : asItIs(order))
                .call(shard.database()::noteWrite);
    }

    private Uni<Optional<Cancelled>> cancel(Shards.Shard shard, SqlConnection transaction, Order order, Instant now) {
        return transaction.preparedQuery(CANCEL)
                .execute(Tuple.of(order.id(), now.atOffset(ZoneOffset.UTC), now.minus(config.cancelWindow()).atOffset(ZoneOffset.UTC)))
                .chain(changed -> rows.withLines(transaction, changed))
                .chain(changed -> changed.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : tell(shard, transaction, changed.getFirst(), now));
    }

    private Uni<Optional<Cancelled>> tell(Shards.Shard shard, SqlConnection transaction, Order cancelled, Instant now) {
        return shard.outbox()
                .insert(transaction, List.of(events.outgoing(Topic.ORDER_CANCELLED, cancelled.toEvent(), now, cancelled.traceparent())))
                .map(outbox -> Optional.of(new Cancelled(cancelled, outbox)));
    }

    private void announce(Shards.Shard shard, Cancelled cancelled) {
        Journey.log(cancelled.order().id(), "cancelled by order-service");
        shard.outbox().publish(cancelled.rows());
        changes.announce(List.of(cancelled.order().id()));
    }

    private Uni<Optional<Order>> asItIs(Order order) {
        return orders.find(order.id()).map(now -> Optional.ofNullable(now).filter(found -> found.status() == OrderStatus.CANCELLED));
    }

    private record Cancelled(Order order, List<OutboxRow> rows) {}
}
