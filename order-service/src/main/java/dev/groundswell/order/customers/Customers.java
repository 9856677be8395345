package dev.groundswell.order.customers;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.groundswell.order.sharding.NotOwner;
import dev.groundswell.order.sharding.Shards;
import dev.groundswell.order.sharding.SlotOwners;
import dev.groundswell.platform.sharding.RoutingPool;
import dev.groundswell.platform.sharding.Slots;

/// All customers, wherever they live.
@ApplicationScoped
class Customers {

    private static final String UPSERT = """
            WITH owned AS (
                SELECT slot FROM slot_owner WHERE slot = ANY($2) ORDER BY slot FOR KEY SHARE
            )
            INSERT INTO customers (id, slot, name, country, updated_at)
            SELECT c.id, c.slot, c.name, c.country, $5 FROM unnest($1::text[], $2::smallint[], $3::text[], $4::text[]) AS c(id, slot, name, country)
            JOIN owned USING (slot) ORDER BY c.id
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, country = excluded.country, updated_at = excluded.updated_at
            RETURNING xmax = 0 AS created
            """;
    /// Waits for accepts of the slot that are under way, and keeps later ones waiting: none slips by with the real name.
    private static final String HOLD_SLOT = "SELECT slot FROM slot_owner WHERE slot = $1 FOR UPDATE";
    private static final String FORGET = "DELETE FROM customers WHERE id = $1";
    private static final String FORGET_KEYS = "DELETE FROM idempotency_keys WHERE customer_id = $1";
    /// Locks in the order of ids, as settling does.
    private static final String PSEUDONYMISE = """
            WITH mine AS MATERIALIZED (SELECT id FROM orders WHERE customer_id = $1 ORDER BY id FOR UPDATE)
            UPDATE orders SET customer_id = $2, traceparent = NULL FROM mine WHERE orders.id = mine.id
            """;

    private final Shards shards;
    private final Clock clock;

    Customers(Shards shards, Clock clock) {
        this.shards = shards;
        this.clock = clock;
    }

    /// The customer's record, empty when there is none.
    Uni<Optional<Customer>> find(String id) {
        int slot = Slots.of(id);
        return shards.at(slot, shard -> shard.database().readOwnAt(node -> {
            RoutingPool.route(node.name());
            // The owner is asked for afterwards: what was read is right if the slot is still here.
            return Panache.withSession(() -> Customer.<Customer>findById(id))
                    .call(() -> node.pool().withConnection(connection -> SlotOwners.require(connection, slot)))
                    .map(Optional::ofNullable);
        }));
    }

    /// Writes one record. Emits whether it is new.
    Uni<Boolean> write(CustomerDocument customer) {
        return shards.at(Slots.of(String.valueOf(customer.id())), shard -> write(shard, List.of(customer))).map(List::getFirst);
    }

    /// Writes many records. Each shard's are written all or not at all; a shard that is away fails the call, and repeating it is harmless.
    Uni<Void> writeAll(List<CustomerDocument> customers) {
        return shards
                .again(() -> Shards.each(byShard(customers).entrySet(), part -> write(part.getKey(), part.getValue()).replaceWithVoid()));
    }

    private Map<Shards.Shard, List<CustomerDocument>> byShard(List<CustomerDocument> customers) {
        return customers.stream().collect(Collectors.groupingBy(customer -> shards.of(Slots.of(String.valueOf(customer.id())))));
    }

    /// Emits for each record whether it is new.
    private Uni<List<Boolean>> write(Shards.Shard shard, List<CustomerDocument> customers) {
        return shard.guard()
                .call(() -> shard.pool().withTransaction(transaction -> transaction.preparedQuery(UPSERT)
                        .execute(columns(customers))
                        .map(written -> all(written, customers))))
                .call(shard.database()::noteWrite);
    }

    private static List<Boolean> all(RowSet<Row> written, List<CustomerDocument> wanted) {
        if (written.size() < wanted.size()) {
            throw new NotOwner(wanted.stream().map(customer -> Slots.of(String.valueOf(customer.id()))).distinct().toList());
        }
        List<Boolean> created = new ArrayList<>(wanted.size());
        written.forEach(row -> created.add(row.getBoolean("created")));
        return created;
    }

    /// Erases the customer: the record and the idempotency keys go, the orders stay under a pseudonym of the same slot, which nobody can resolve.
    Uni<Void> erase(String id) {
        return shards.at(Slots.of(id), shard -> shard.guard()
                .call(() -> shard.pool().withTransaction(transaction -> erase(transaction, id)))
                .call(shard.database()::noteWrite));
    }

    private static Uni<Void> erase(SqlConnection transaction, String id) {
        return transaction.preparedQuery(HOLD_SLOT)
                .execute(Tuple.of((short) Slots.of(id)))
                .invoke(held -> requireHeld(held, Slots.of(id)))
                .chain(() -> transaction.preparedQuery(FORGET).execute(Tuple.of(id)))
                .chain(() -> transaction.preparedQuery(FORGET_KEYS).execute(Tuple.of(id)))
                .chain(() -> transaction.preparedQuery(PSEUDONYMISE).execute(Tuple.of(id, pseudonym(Slots.of(id)))))
                .replaceWithVoid();
    }

    private static void requireHeld(RowSet<Row> held, int slot) {
        if (held.size() == 0) {
            throw new NotOwner(List.of(slot));
        }
    }

    /// Rows of a customer live in the customer's shard, so the pseudonym has to fall into the same slot: about a thousand tries.
    static String pseudonym(int slot) {
        String candidate;
        do {
            candidate = "erased-" + UUID.randomUUID();
        } while (Slots.of(candidate) != slot);
        return candidate;
    }

    private Tuple columns(List<CustomerDocument> customers) {
        return Tuple.of(customers.stream().map(CustomerDocument::id).toArray(String[]::new),
                customers.stream().map(customer -> (short) Slots.of(String.valueOf(customer.id()))).toArray(Short[]::new),
                customers.stream().map(CustomerDocument::name).toArray(String[]::new),
                customers.stream().map(CustomerDocument::country).toArray(String[]::new),
                OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
    }
}
