package dev.groundswell.order.placing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.groundswell.order.orders.Order;
import dev.groundswell.order.orders.OrderStatus;
import dev.groundswell.order.orders.Orders;
import dev.groundswell.order.sharding.NotOwner;
import dev.groundswell.order.sharding.Shards;
import dev.groundswell.platform.events.OrderEvents;
import dev.groundswell.platform.events.Topic;
import dev.groundswell.platform.sharding.Slots;
import dev.groundswell.platform.sharding.SlottedIds;
import dev.groundswell.platform.tracing.Journey;
import dev.groundswell.platform.tracing.RequestTrace;

/// Accepts orders: once a customer's key, durable before it is answered.
@ApplicationScoped
public class PlacingOrders {

    /// An order unsettled for this long has its event told again.
    private static final Duration OVERDUE = Duration.ofSeconds(60);
    private static final String KNOWN_KEY = "SELECT order_id, fingerprint FROM idempotency_keys JOIN slot_owner USING (slot) WHERE customer_id = $1 AND key = $2";

    private final Shards shards;
    private final AcceptCommits commits;
    private final Orders orders;
    private final OrderEvents events;
    private final Clock clock;
    private final SlottedIds ids;

    PlacingOrders(Shards shards, AcceptCommits commits, Orders orders, OrderEvents events, Clock clock) {
        this.shards = shards;
        this.commits = commits;
        this.orders = orders;
        this.events = events;
        this.clock = clock;
        this.ids = new SlottedIds(clock, RandomGenerator.of("SecureRandom"));
    }

    /// Completes when the order is durable; its event is published in the background from then on. A request whose key is in flight elsewhere
    /// waits for that one's end. Fails with nothing changed while the shard is known to be away; when it goes away meanwhile it is unknown.
    Uni<Placement> place(String customer, String key, OrderRequest request) {
        int slot = Slots.of(customer);
        Acceptance acceptance = acceptance(customer, slot, key, request);
        return shards.at(slot, shard -> place(shard, acceptance));
    }

    private Uni<Placement> place(Shards.Shard shard, Acceptance acceptance) {
        return shard.guard()
                .callShared(() -> commits.of(shard).join(acceptance))
                .invoke(committed -> shard.database().note(committed.written()))
                .chain(committed -> committed.fresh() ? Uni.createFrom().item(accepted(acceptance.order())) : known(shard, acceptance));
    }

    private Acceptance acceptance(String customer, int slot, String key, OrderRequest request) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Order order = new Order(ids.next(slot), customer, OrderStatus.QUEUED, request.currency(), request.lines(), null, null, now, now, 1,
                request.expectedTotal(), RequestTrace.current());
        return new Acceptance(order, key, request.fingerprint(),
                events.outgoing(Topic.ORDER_PLACED, order.toEvent(), now, order.traceparent()), now.plus(OVERDUE));
    }

    private static Placement accepted(Order order) {
        Journey.log(order.id(), "accepted by order-service, queued");
        return new Placement.Accepted(order);
    }

    private Uni<Placement> known(Shards.Shard shard, Acceptance acceptance) {
        return shard.guard()
                .call(() -> shard.pool()
                        .withConnection(connection -> connection.preparedQuery(KNOWN_KEY)
                                .execute(Tuple.of(acceptance.order().customerId(), acceptance.key()))))
                .chain(rows -> {
                    if (rows.size() == 0) {
                        throw new NotOwner(List.of(acceptance.order().slot()));
                    }
                    return repeat(rows.iterator().next(), acceptance).call(shard.database()::noteWrite);
                });
    }

    private Uni<Placement> repeat(Row known, Acceptance acceptance) {
        if (!Arrays.equals(known.getBuffer("fingerprint").getBytes(), acceptance.fingerprint())) {
            return Uni.createFrom().item(new Placement.KeyReused());
        }
        UUID id = known.getUUID("order_id");
        return orders.find(id).map(order -> replayed(id, order));
    }

    private static Placement replayed(UUID id, @Nullable Order order) {
        if (order == null) {
            throw new IllegalStateException("an idempotency key names order " + id + ", which is not there");
        }
        return new Placement.Replayed(order);
    }
}
