package dev.groundswell.order.sharding;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/// The statements on `slot_owner`, which says what a shard owns. A move takes a slot's row away only when nobody holds it.
public final class SlotOwners {

    private static final String HOLD = "SELECT slot FROM slot_owner WHERE slot = ANY($1) ORDER BY slot FOR KEY SHARE";
    private static final String ONE = "SELECT slot FROM slot_owner WHERE slot = $1";
    private static final String ALL = "SELECT slot FROM slot_owner";

    private SlotOwners() {}

    /// Keeps the slots in this shard until the transaction ends. Fails with [NotOwner] when one of them is not here.
    public static Uni<Void> hold(SqlConnection transaction, Collection<Integer> slots) {
        TreeSet<Integer> wanted = new TreeSet<>(slots);
        return transaction.preparedQuery(HOLD)
                .execute(Tuple.of(wanted.stream().map(Integer::shortValue).toArray(Short[]::new)))
                .invoke(rows -> {
                    rows.forEach(row -> wanted.remove(row.getShort(0).intValue()));
                    if (!wanted.isEmpty()) {
                        throw new NotOwner(wanted);
                    }
                })
                .replaceWithVoid();
    }

    /// Fails with [NotOwner] when the slot is not here, as far as this server knows.
    public static Uni<Void> require(SqlConnection connection, int slot) {
        return connection.preparedQuery(ONE).execute(Tuple.of((short) slot)).invoke(rows -> {
            if (rows.size() == 0) {
                throw new NotOwner(List.of(slot));
            }
        }).replaceWithVoid();
    }

    static Uni<List<Integer>> all(SqlConnection connection) {
        return connection.preparedQuery(ALL).execute().map(rows -> {
            List<Integer> slots = new ArrayList<>(rows.size());
            for (Row row : rows) {
                slots.add(row.getShort(0).intValue());
            }
            return slots;
        });
    }
}
