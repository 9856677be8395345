package dev.groundswell.order.settling;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.groundswell.order.orders.Order;
import dev.groundswell.order.orders.OrderRows;
import dev.groundswell.platform.events.OrderEvent;

/// The conditional update that decides the status of a batch of orders: two statements, however large the batch.
@ApplicationScoped
class StatusUpdates {

    /// Prices an order takes once: the first that come win, later ones find the lines priced. Rows are locked in the order of their ids,
    /// so that two batches with common orders wait for each other instead of dying of a deadlock.
    private static final String DECIDE = """
            WITH decided AS (
                SELECT * FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::text[]) AS d(id, status, total, reasons)
            ), locked AS (
                SELECT id FROM orders WHERE id = ANY($1) ORDER BY id FOR UPDATE
            ), changed AS (
                UPDATE orders o
                SET status = d.status, total = coalesce(o.total, d.total), reasons = d.reasons::jsonb, version = o.version + 1, updated_at = $5::timestamptz,
                    settled_at = CASE WHEN d.status IN ('confirmed', 'rejected') THEN $5::timestamptz END
                FROM decided d, locked l
                WHERE o.id = d.id AND l.id = o.id AND o.status IN ('queued', 'priced') AND o.status <> d.status
                RETURNING o.*
            ), lined AS (
                UPDATE order_lines l SET unit_price = p.unit_price, total = p.total
                FROM unnest($6::uuid[], $7::text[], $8::bigint[], $9::bigint[]) AS p(order_id, sku, unit_price, total), changed c
                WHERE c.id = p.order_id AND l.order_id = p.order_id AND l.sku = p.sku AND l.unit_price IS NULL
            )
            SELECT %s FROM changed
            """
            .formatted(OrderRows.COLUMNS);

    private final OrderRows rows;
    private final ObjectMapper mapper;

    StatusUpdates(OrderRows rows, ObjectMapper mapper) {
        this.rows = rows;
        this.mapper = mapper;
    }

    /// Applies what still applies and emits the orders that changed, as they are now. One decision an order: the caller removes repeats.
    Uni<List<Order>> apply(SqlConnection transaction, List<Decision> decisions, Instant now) {
        return transaction.preparedQuery(DECIDE).execute(parameters(decisions, now)).chain(changed -> rows.withLines(transaction, changed));
    }

    private Tuple parameters(List<Decision> decisions, Instant now) {
        List<PricedLine> lines = new ArrayList<>();
        decisions.forEach(decision -> decision.lines().forEach(line -> lines.add(PricedLine.of(decision.order(), line))));
        return Tuple.from(List.of(
                column(decisions, Decision::order, UUID[]::new),
                column(decisions, decision -> decision.status().label(), String[]::new),
                column(decisions, Decision::total, Long[]::new),
                column(decisions, decision -> json(decision.reasons()), String[]::new),
                now.atOffset(ZoneOffset.UTC),
                column(lines, PricedLine::order, UUID[]::new),
                column(lines, PricedLine::sku, String[]::new),
                column(lines, PricedLine::unitPrice, Long[]::new),
                column(lines, PricedLine::total, Long[]::new)));
    }

    private static <T, C extends @Nullable Object> C[] column(List<T> rows, Function<T, C> value, IntFunction<C[]> array) {
        return rows.stream().map(value).toArray(array);
    }

    private @Nullable String json(@Nullable List<OrderEvent.Reason> reasons) {
        try {
            return reasons == null ? null : mapper.writeValueAsString(reasons);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("reasons cannot be written", e);
        }
    }

    private record PricedLine(UUID order, String sku, long unitPrice, long total) {

        static PricedLine of(UUID order, OrderEvent.Line line) {
            if (line.unitPrice() == null || line.total() == null) {
                throw new IllegalArgumentException("order " + order + " line " + line.sku() + " has no price");
            }
            return new PricedLine(order, line.sku(), line.unitPrice().amount(), line.total().amount());
        }
    }
}
