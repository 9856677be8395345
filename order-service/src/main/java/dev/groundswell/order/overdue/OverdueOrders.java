package dev.groundswell.order.overdue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.groundswell.order.orders.Order;
import dev.groundswell.order.orders.OrderRows;
import dev.groundswell.order.orders.OrderStatus;
import dev.groundswell.order.sharding.Shards;
import dev.groundswell.order.tracking.OrderChanges;
import dev.groundswell.platform.events.OrderEvents;
import dev.groundswell.platform.events.OutgoingEvent;
import dev.groundswell.platform.events.Topic;
import dev.groundswell.platform.outbox.OutboxRow;
import dev.groundswell.platform.role.NotAWorker;

/// Reminds the others of orders that are unsettled for too long, by telling their last event again, and rejects those nobody answers for.
/// Every worker looks; a locked row is skipped, so each order is reminded of once.
@ApplicationScoped
class OverdueOrders {

    private static final Logger LOG = Logger.getLogger(OverdueOrders.class);

    /// An order whose last event still lies in the outbox was not heard of by anybody: telling it again would only lengthen the queue it waits in, so it
    /// gets a whole pause more. `IN` and not `EXISTS`: it is hashed, whatever the planner believes of a table that is empty most of the time.
    private static final String REMIND = """
            WITH due AS MATERIALIZED (
                SELECT id, id::text IN (SELECT key FROM outbox) AS untold FROM orders JOIN slot_owner USING (slot)
                WHERE status IN ('queued', 'priced') AND overdue_at < $1 ORDER BY overdue_at LIMIT $4
                FOR UPDATE OF orders SKIP LOCKED FOR KEY SHARE OF slot_owner SKIP LOCKED
            ), postponed AS (
                UPDATE orders SET overdue_at = $1::timestamptz + make_interval(secs => $2) FROM due WHERE orders.id = due.id AND due.untold
            )
            UPDATE orders SET
                reminders = reminders + 1,
                overdue_at = $1::timestamptz + make_interval(secs => $2 * 2 ^ reminders),
                status = CASE WHEN reminders >= $3 THEN 'rejected' ELSE status END,
                reasons = CASE WHEN reminders >= $3 THEN '[{"code": "failed"}]'::jsonb ELSE reasons END,
                settled_at = CASE WHEN reminders >= $3 THEN $1::timestamptz END,
                updated_at = CASE WHEN reminders >= $3 THEN $1::timestamptz ELSE updated_at END,
                version = CASE WHEN reminders >= $3 THEN version + 1 ELSE version END
            FROM due WHERE orders.id = due.id AND NOT due.untold
            RETURNING orders.%s
            """
            .formatted(OrderRows.COLUMNS);

    /// A shard that hangs longer is given up until the next tick, so that the others are looked after.
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Shards shards;
    private final OrderRows rows;
    private final OrderEvents events;
    private final OrderChanges changes;
    private final OverdueConfig config;
    private final Clock clock;
    private final Counter reminded;
    private final Counter failed;

    OverdueOrders(Shards shards, OrderRows rows, OrderEvents events, OrderChanges changes, OverdueConfig config, Clock clock,
            MeterRegistry registry) {
        this.shards = shards;
        this.rows = rows;
        this.events = events;
        this.changes = changes;
        this.config = config;
        this.clock = clock;
        this.reminded = Counter.builder("orders.reminded").description("Events of unsettled orders told again").register(registry);
        this.failed = Counter.builder("orders.failed").description("Orders rejected because nobody settled them").register(registry);
    }

    @Scheduled(every = "${groundswell.overdue.every:10s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP, skipExecutionIf = NotAWorker.class)
    Uni<Void> remindAll() {
        return Multi.createFrom()
                .iterable(shards.everyShard())
                .onItem()
                .transformToUniAndMerge(shard -> remind(shard).ifNoItem().after(LONGEST).fail().onFailure()
                        .invoke(failure -> LOG.warnf("shard %s: overdue orders wait: %s", shard.name(), failure.getMessage()))
                        .onFailure()
                        .recoverWithNull())
                .collect()
                .asList()
                .replaceWithVoid();
    }

    /// Completes when a batch of the shard's overdue orders has been told again, or rejected.
    Uni<Void> remind(Shards.Shard shard) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return shard.pool().withTransaction(transaction -> remind(shard, transaction, now)).invoke(told -> announce(shard, told))
                .replaceWithVoid();
    }

    private Uni<Told> remind(Shards.Shard shard, SqlConnection transaction, Instant now) {
        double pause = config.pause().toMillis() / 1_000.0;
        return transaction.preparedQuery(REMIND)
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC), pause, config.reminders(), config.batch()))
                .chain(found -> rows.withLines(transaction, found))
                .chain(orders -> shard.outbox().insert(transaction, orders.stream().map(order -> lastEvent(order, now)).toList())
                        .map(outbox -> new Told(orders, outbox)));
    }

    private OutgoingEvent lastEvent(Order order, Instant now) {
        Topic topic = switch (order.status()) {
            case QUEUED -> Topic.ORDER_PLACED;
            case PRICED -> Topic.ORDER_PRICED;
            default -> Topic.ORDER_REJECTED;
        };
        return events.outgoing(topic, order.toEvent(), now, order.traceparent());
    }

    private void announce(Shards.Shard shard, Told told) {
        shard.outbox().publish(told.rows());
        List<Order> given = told.orders().stream().filter(order -> order.status() == OrderStatus.REJECTED).toList();
        given.forEach(order -> LOG.errorf("order %s was never settled and is rejected", order.id()));
        changes.announce(given.stream().map(Order::id).toList());
        failed.increment(given.size());
        reminded.increment(told.orders().size() - given.size());
    }

    private record Told(List<Order> orders, List<OutboxRow> rows) {}
}
