package dev.groundswell.order.orders;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.groundswell.order.sharding.NotOwner;
import dev.groundswell.platform.commerce.Money;
import dev.groundswell.platform.events.OrderEvent;

/// Turns rows of `orders` and `order_lines` into orders: one statement for all lines, however many orders there are.
@ApplicationScoped
public class OrderRows {

    /// What a statement on `orders` has to return to be read here.
    public static final String COLUMNS = "id, customer_id, status, currency, total, expected_total, reasons::text AS reasons, placed_at, updated_at, version, traceparent";

    static final String LINES = "SELECT order_id, sku, quantity, unit_price, total FROM order_lines JOIN slot_owner USING (slot)"
            + " WHERE order_id = ANY($1) ORDER BY order_id, line";
    private static final TypeReference<List<OrderEvent.Reason>> REASONS = new TypeReference<>() {
    };

    private final ObjectMapper mapper;

    OrderRows(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /// Completes rows of `orders` with their lines, in the same transaction or on the same pool. Keeps the rows' order; a row without an id is
    /// none. Every order has lines: when those of one are not here, its slot has moved since its row was read, and this fails with [NotOwner].
    public Uni<List<Order>> withLines(SqlConnection database, RowSet<Row> rows) {
        Map<UUID, Order> orders = new LinkedHashMap<>();
        for (Row row : rows) {
            UUID id = row.getUUID("id");
            if (id != null) {
                orders.put(id, order(row));
            }
        }
        if (orders.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return database.preparedQuery(LINES).execute(Tuple.of(orders.keySet().toArray(UUID[]::new))).map(lines -> assemble(orders, lines));
    }

    private static List<Order> assemble(Map<UUID, Order> orders, RowSet<Row> rows) {
        Map<UUID, List<Order.Line>> lines = new LinkedHashMap<>();
        for (Row row : rows) {
            UUID id = row.getUUID("order_id");
            Order order = orders.get(id);
            if (order != null) {
                lines.computeIfAbsent(id, first -> new ArrayList<>())
                        .add(new Order.Line(row.getString("sku"), row.getInteger("quantity"),
                                money(order.currency(), row.getLong("unit_price")),
                                money(order.currency(), row.getLong("total"))));
            }
        }
        List<Integer> moved = orders.values().stream().filter(order -> !lines.containsKey(order.id())).map(Order::slot).distinct().toList();
        if (!moved.isEmpty()) {
            throw new NotOwner(moved);
        }
        return orders.values().stream().map(order -> order.withLines(lines.getOrDefault(order.id(), List.of()))).toList();
    }

    private Order order(Row row) {
        String currency = row.getString("currency");
        OffsetDateTime placed = row.getOffsetDateTime("placed_at");
        OffsetDateTime updated = row.getOffsetDateTime("updated_at");
        return new Order(row.getUUID("id"), row.getString("customer_id"), OrderStatus.labelled(row.getString("status")), currency,
                List.of(),
                money(currency, row.getLong("total")), reasons(row.getString("reasons")), placed.toInstant(), updated.toInstant(),
                row.getInteger("version"), money(currency, row.getLong("expected_total")), row.getString("traceparent"));
    }

    private @Nullable List<OrderEvent.Reason> reasons(@Nullable String json) {
        try {
            return json == null ? null : mapper.readValue(json, REASONS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("reasons of an order are not what we wrote: " + json, e);
        }
    }

    private static @Nullable Money money(String currency, @Nullable Long amount) {
        return amount == null ? null : new Money(currency, amount);
    }
}
