package dev.groundswell.catalog.reserving;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.groundswell.platform.events.OrderEvent;

/// The statements on the table `reservations`, and the question which skus are products; each for any number of orders.
@ApplicationScoped
class ReservationRows {

    /// Locks orders that are not there yet as well: the row that is inserted keeps every other handler waiting until this one has decided.
    private static final String LOCK = """
            INSERT INTO reservations (order_id, state)
            SELECT id, 'deciding' FROM unnest($1::uuid[]) AS new (id) ORDER BY id
            ON CONFLICT (order_id) DO UPDATE SET updated_at = now()
            RETURNING order_id, state, reasons::text AS reasons
            """;
    private static final String UPDATE = """
            UPDATE reservations SET state = new.state, reasons = new.reasons::jsonb, updated_at = now()
            FROM unnest($1::uuid[], $2::text[], $3::text[]) AS new (order_id, state, reasons)
            WHERE reservations.order_id = new.order_id
            """;
    private static final String PRODUCTS = "SELECT sku FROM products WHERE sku = ANY($1)";
    private static final TypeReference<List<OrderEvent.Reason>> REASONS = new TypeReference<>() {
    };

    private final ObjectMapper mapper;

    ReservationRows(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /// Locks the orders until the transaction ends, in the order of their ids, and tells what was decided about them.
    Uni<Map<UUID, Reservation>> lock(SqlConnection transaction, Set<UUID> orders) {
        return transaction.preparedQuery(LOCK).execute(Tuple.of(orders.toArray(UUID[]::new))).map(rows -> {
            Map<UUID, Reservation> reservations = new HashMap<>();
            rows.forEach(row -> reservations.put(row.getUUID("order_id"), reservation(row)));
            return reservations;
        });
    }

    /// Stores decisions about locked orders; no statement when there are none.
    Uni<Void> update(SqlConnection transaction, Collection<Reservation> decided) {
        if (decided.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        UUID[] ids = decided.stream().map(Reservation::orderId).toArray(UUID[]::new);
        String[] states = decided.stream().map(reservation -> reservation.state().name().toLowerCase(Locale.ROOT)).toArray(String[]::new);
        String[] reasons = decided.stream().map(this::json).toArray(String[]::new);
        return transaction.preparedQuery(UPDATE).execute(Tuple.of(ids, states, reasons)).replaceWithVoid();
    }

    /// Those of the skus that are products now.
    Uni<Set<String>> products(SqlConnection transaction, Set<String> skus) {
        return transaction.preparedQuery(PRODUCTS).execute(Tuple.of(skus.toArray(String[]::new))).map(rows -> {
            Set<String> found = new HashSet<>();
            rows.forEach(row -> found.add(row.getString("sku")));
            return found;
        });
    }

    private Reservation reservation(Row row) {
        String reasons = row.getString("reasons");
        try {
            return new Reservation(row.getUUID("order_id"), Reservation.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                    reasons == null ? List.of() : mapper.readValue(reasons, REASONS));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("reasons of order " + row.getUUID("order_id") + " cannot be read", e);
        }
    }

    private @Nullable String json(Reservation reservation) {
        try {
            return reservation.reasons().isEmpty() ? null : mapper.writeValueAsString(reservation.reasons());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("reasons of order " + reservation.orderId() + " cannot be written", e);
        }
    }
}
