package dev.groundswell.local.shards;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A table whose rows move with their slot. Not among them is `outbox`: what waits there is published by the shard it was decided in.
///
/// @param key its primary key, in the order in which changes are noted
record SlotTable(String name, List<Column> key) {
    /// In the order in which services lock them, so that a move that locks all of them waits for services but never in a circle with one.
    static final List<SlotTable> ALL = List.of(
            new SlotTable("customers", List.of(new Column("id", "text"))),
            new SlotTable("idempotency_keys", List.of(new Column("customer_id", "text"), new Column("key", "text"))),
            new SlotTable("orders", List.of(new Column("id", "uuid"))),
            new SlotTable("order_lines", List.of(new Column("order_id", "uuid"), new Column("line", "smallint"))));
    static final String ORDERS = "orders";

    record Column(String name, String type) {}

    /// The four names for a statement.
    static String names() {
        return ALL.stream().map(SlotTable::name).collect(Collectors.joining(", "));
    }

    /// A relation of keys, `wanted`, out of one array a column.
    String wanted() {
        return columns(i -> "?::text[]", "unnest(", ") AS wanted(") + columns(i -> "k" + i, "", ")");
    }

    /// What a row `t` and a key of [#wanted()] have in common.
    String isWanted() {
        return IntStream.range(0, key.size()).mapToObj(i -> "t." + key.get(i).name() + " = wanted.k" + i + "::" + key.get(i).type())
                .collect(Collectors.joining(" AND "));
    }

    private String columns(java.util.function.IntFunction<String> column, String before, String after) {
        return IntStream.range(0, key.size()).mapToObj(column).collect(Collectors.joining(", ", before, after));
    }
}
