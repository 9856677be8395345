package dev.groundswell.order.orders;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.groundswell.order.sharding.Shards;
import dev.groundswell.platform.paging.Page;
import dev.groundswell.platform.paging.PageRequest;
import dev.groundswell.platform.problem.Refusal;
import dev.groundswell.platform.sharding.Slots;
import dev.groundswell.platform.sharding.SlottedIds;

/// All orders, wherever they live.
@ApplicationScoped
public class Orders {

    private static final String BY_ID = "SELECT " + OrderRows.COLUMNS + " FROM orders WHERE id = $1";
    private static final String OF_CUSTOMER = "SELECT " + OrderRows.COLUMNS
            + " FROM orders WHERE customer_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3";
    private static final String OF_SHARD = "SELECT " + OrderRows.COLUMNS + " FROM orders WHERE id < $1 ORDER BY id DESC LIMIT $2";
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
        Shards.Shard shard = shards.of(Slots.of(customer));
        return show(shard, OF_CUSTOMER, Tuple.of(customer, before(page), page.fetch()))
                .map(orders -> page(orders, page));
    }

    /// Everybody's orders over all shards, newest first: each shard gives its newest, the page is cut from the merge.
    public Uni<Page<Order>> ofEverybody(PageRequest page) {
        return Multi.createFrom()
                .iterable(shards.everyShard())
                .onItem()
                .transformToUniAndMerge(shard -> show(shard, OF_SHARD, Tuple.of(before(page), page.fetch())))
                .collect()
                .asList()
                .map(found -> page(found.stream().flatMap(List::stream).sorted(NEWEST_FIRST).limit(page.fetch()).toList(), page));
    }

    private Uni<@Nullable Order> find(UUID id, Function<Shards.Shard, Uni<List<Order>>> read) {
        OptionalInt slot = SlottedIds.slotOf(id);
        return slot.isEmpty()
                ? Uni.createFrom().nullItem()
                : read.apply(shards.of(slot.getAsInt())).map(orders -> orders.isEmpty() ? null : orders.getFirst());
    }

    private Function<SqlConnection, Uni<List<Order>>> one(UUID id) {
        return connection -> read(connection, BY_ID, Tuple.of(id));
    }

    private Uni<List<Order>> show(Shards.Shard shard, String sql, Tuple parameters) {
        return shard.database().readOwn(connection -> read(connection, sql, parameters));
    }

    private Uni<List<Order>> read(SqlConnection connection, String sql, Tuple parameters) {
        return connection.preparedQuery(sql).execute(parameters).chain(found -> rows.withLines(connection, found));
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
}
