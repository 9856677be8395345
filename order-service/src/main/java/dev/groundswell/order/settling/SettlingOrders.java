package dev.groundswell.order.settling;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.groundswell.order.orders.Order;
import dev.groundswell.order.orders.OrderStatus;
import dev.groundswell.order.sharding.Shards;
import dev.groundswell.order.sharding.SlotOwners;
import dev.groundswell.order.tracking.OrderChanges;
import dev.groundswell.platform.consuming.Received;
import dev.groundswell.platform.events.OrderEvent;
import dev.groundswell.platform.events.OrderEvents;
import dev.groundswell.platform.events.OutgoingEvent;
import dev.groundswell.platform.events.Topic;
import dev.groundswell.platform.outbox.OutboxRow;
import dev.groundswell.platform.sharding.SlottedIds;
import dev.groundswell.platform.tracing.Journey;

/// Moves batches of orders along their way. What does not apply any more (a repeat, a cancelled order) changes nothing.
@ApplicationScoped
class SettlingOrders {

    private final Shards shards;
    private final StatusUpdates updates;
    private final OrderEvents events;
    private final OrderChanges changes;
    private final Clock clock;

    SettlingOrders(Shards shards, StatusUpdates updates, OrderEvents events, OrderChanges changes, Clock clock) {
        this.shards = shards;
        this.updates = updates;
        this.events = events;
        this.changes = changes;
        this.clock = clock;
    }

    /// Completes when every order of the batch that could become `status` has, durably, with its event in the outbox.
    Uni<Void> settle(List<Received<OrderEvent>> batch, OrderStatus status) {
        return shards.again(
                () -> Shards.each(byShard(batch, status).entrySet(), part -> settle(part.getKey(), List.copyOf(part.getValue().values()))));
    }

    private Uni<Void> settle(Shards.Shard shard, List<Decision> decisions) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return shard.pool()
                .withTransaction(transaction -> SlotOwners.hold(transaction, slots(decisions))
                        .chain(() -> updates.apply(transaction, decisions, now))
                        .chain(changed -> tell(shard, transaction, changed, now)))
                .invoke(settled -> announce(shard, settled))
                .replaceWithVoid();
    }

    private static List<Integer> slots(List<Decision> decisions) {
        return decisions.stream().map(decision -> SlottedIds.slotOf(decision.order()).orElseThrow()).distinct().toList();
    }

    /// A confirmation tells catalog to take the stock. A rejection is told in our own words, too, with the status it led to: whoever rejected the
    /// order may not be the only one who has decided on it, and catalog gives back what a second verdict of pricing made it reserve.
    private Uni<Settled> tell(Shards.Shard shard, SqlConnection transaction, List<Order> changed, Instant now) {
        List<OutgoingEvent> told = changed.stream()
                .filter(order -> order.status() != OrderStatus.PRICED)
                .map(order -> events.outgoing(order.status() == OrderStatus.CONFIRMED ? Topic.ORDER_CONFIRMED : Topic.ORDER_REJECTED,
                        order.toEvent(), now,
                        order.traceparent()))
                .toList();
        return shard.outbox().insert(transaction, told).map(rows -> new Settled(changed, rows));
    }

    private void announce(Shards.Shard shard, Settled settled) {
        shard.outbox().publish(settled.rows());
        changes.announce(settled.orders().stream().map(Order::id).toList());
        settled.orders().forEach(order -> Journey.log(order.id(), order.status().label() + " by order-service"));
    }

    /// The decisions of a batch by shard, one an order: of several events for one order in a batch the first counts.
    private Map<Shards.Shard, Map<UUID, Decision>> byShard(List<Received<OrderEvent>> batch, OrderStatus status) {
        Map<Shards.Shard, Map<UUID, Decision>> decisions = new LinkedHashMap<>();
        for (Received<OrderEvent> received : batch) {
            OptionalInt slot = SlottedIds.slotOf(received.event().id());
            if (slot.isEmpty()) {
                throw new IllegalArgumentException("not an order id of ours: " + received.event().id());
            }
            decisions.computeIfAbsent(shards.of(slot.getAsInt()), shard -> new LinkedHashMap<>())
                    .putIfAbsent(received.event().id(), Decision.of(received.event(), status));
        }
        return decisions;
    }

    private record Settled(List<Order> orders, List<OutboxRow> rows) {}
}
