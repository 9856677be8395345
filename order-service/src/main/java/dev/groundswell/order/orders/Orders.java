package dev.groundswell.order.orders;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.groundswell.order.sharding.NotOwner;
import dev.groundswell.order.sharding.Shards;
import dev.groundswell.platform.paging.Page;
import dev.groundswell.platform.paging.PageRequest;
import dev.groundswell.platform.problem.Refusal;
import dev.groundswell.platform.sharding.Slots;
import dev.groundswell.platform.sharding.SlottedIds;

/// All orders, wherever they live.
@ApplicationScoped
public class Orders {

    /// Each tells in the same snapshot whether the slot is here: no row at all means that it is not, and a row without an id that there is no order.
    static final String BY_ID = "SELECT " + OrderRows.COLUMNS
            + " FROM slot_owner AS owner LEFT JOIN orders ON orders.id = $1 WHERE owner.slot = $2";
    static final String OF_CUSTOMER = """
            SELECT %s FROM slot_owner AS owner LEFT JOIN LATERAL (
                SELECT * FROM orders WHERE customer_id = $2 AND id < $3 ORDER BY id DESC LIMIT $4
            ) AS own ON true
            WHERE owner.slot = $1 ORDER BY id DESC
            """.formatted(OrderRows.COLUMNS);
    /// Without what is being copied here, or left to be deleted. The slots come with the first row.
    static final String OF_SHARD = """
            SELECT %s, CASE WHEN row_number() OVER (ORDER BY id DESC) = 1 THEN (SELECT array_agg(slot) FROM slot_owner) END AS owned
            FROM (SELECT) AS one LEFT JOIN LATERAL (
                SELECT * FROM orders WHERE id < $1 AND slot IN (SELECT slot FROM slot_owner) ORDER BY id DESC LIMIT $2
            ) AS newest ON true
            ORDER BY id DESC
            """.formatted(OrderRows.COLUMNS);
    /// Above every version 7 id.
    private static final UUID END = new UUID(-1, -1);

    /// As PostgreSQL compares uuids: by unsigned bytes, not as `UUID.compareTo` does.
    private static final Comparator<Order> NEWEST_FIRST = Comparator.comparing((Order order) -> order.id().toString()).reversed();

    private final Shards shards;
    private final OrderRows rows;

    Orders(Shards shards, OrderRows rows) {
        this.shards = shards;
        this.rows = rows;
    }

    /// The order with this id as its primary has it, `null` when there is none. An id that cannot be one of ours touches no database.
    public Uni<@Nullable Order> find(UUID id) {
        return find(id, shard -> shard.guard().call(() -> shard.pool().withConnection(one(id))));
    }

    /// As [#find], for showing it to its customer: as new as anything it was shown before.
    public Uni<@Nullable Order> show(UUID id) {
        return find(id, shard -> shard.database().readOwn(one(id)));
    }

    /// A customer's orders, newest first.
    public Uni<Page<Order>> ofCustomer(String customer, PageRequest page) {
        int slot = Slots.of(customer);
        Tuple parameters = Tuple.of((short) slot, customer, before(page), page.fetch());
        return shards.at(slot, shard -> shard.database().readOwn(connection -> read(connection, slot, OF_CUSTOMER, parameters)))
                .map(orders -> page(orders, page));
    }

    /// Everybody's orders over all shards, newest first: each shard gives its newest, the page is cut from the merge. Each order once, also while slots
    /// are moving.
    public Uni<Page<Order>> ofEverybody(PageRequest page) {
        Tuple parameters = Tuple.of(before(page), page.fetch());
        return shards.again(() -> Multi.createFrom()
                .iterable(shards.everyShard())
                .onItem()
                .transformToUniAndMerge(shard -> shard.database().readLatest(connection -> part(connection, parameters)))
                .collect()
                .asList()
                .invoke(Part::requireWhole))
                .map(parts -> page(
                        parts.stream().flatMap(part -> part.orders().stream()).sorted(NEWEST_FIRST).limit(page.fetch()).toList(), page));
    }

    private Uni<@Nullable Order> find(UUID id, Function<Shards.Shard, Uni<List<Order>>> read) {
        OptionalInt slot = SlottedIds.slotOf(id);
        return slot.isEmpty()
                ? Uni.createFrom().nullItem()
                : shards.at(slot.getAsInt(), read).map(orders -> orders.isEmpty() ? null : orders.getFirst());
    }

    private Function<SqlConnection, Uni<List<Order>>> one(UUID id) {
        int slot = SlottedIds.slotOf(id).orElseThrow();
        return connection -> read(connection, slot, BY_ID, Tuple.of(id, (short) slot));
    }

    private Uni<List<Order>> read(SqlConnection connection, int slot, String sql, Tuple parameters) {
        return connection.preparedQuery(sql).execute(parameters).chain(found -> {
            if (found.size() == 0) {
                throw new NotOwner(List.of(slot));
            }
            return rows.withLines(connection, found);
        });
    }

    private Uni<Part> part(SqlConnection connection, Tuple parameters) {
        return connection.preparedQuery(OF_SHARD).execute(parameters).chain(found -> {
            Short[] owned = found.iterator().next().getArrayOfShorts("owned");
            return rows.withLines(connection, found).map(orders -> new Part(orders, owned == null ? List.of() : List.of(owned)));
        });
    }

    private static Page<Order> page(List<Order> orders, PageRequest page) {
        return Page.of(orders, page, order -> order.id().toString());
    }

    private static UUID before(PageRequest page) {
        String after = page.after();
        try {
            return after == null ? END : UUID.fromString(after);
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("Query parameter after: not a cursor of ours.");
        }
    }

    /// What one shard gave of a list, and the slots it owned at that moment.
    private record Part(List<Order> orders, List<Short> owned) {

        /// Shards are asked one by one: a slot that moved between two questions was told twice or not at all.
        static void requireWhole(List<Part> parts) {
            int[] told = new int[Slots.COUNT];
            parts.forEach(part -> part.owned.forEach(slot -> told[slot]++));
            List<Integer> wrong = IntStream.range(0, told.length).filter(slot -> told[slot] != 1).boxed().toList();
            if (!wrong.isEmpty()) {
                throw new NotOwner(wrong);
            }
        }
    }
}
