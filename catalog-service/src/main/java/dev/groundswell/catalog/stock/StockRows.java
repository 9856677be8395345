package dev.groundswell.catalog.stock;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/// The statements on the table `stock`, each one for any number of skus. Whoever locks several rows, here or in another instance, locks
/// them in the order of their skus, so that nobody waits in a circle.
public final class StockRows {

    private static final String READ = "SELECT sku, on_hand, reserved FROM stock WHERE sku = $1";
    private static final String LOCK = "SELECT sku, on_hand, reserved FROM stock WHERE sku = ANY($1) ORDER BY sku FOR UPDATE";
    private static final String UPDATE = """
            UPDATE stock SET on_hand = new.on_hand, reserved = new.reserved
            FROM unnest($1::text[], $2::bigint[], $3::bigint[]) AS new (sku, on_hand, reserved)
            WHERE stock.sku = new.sku
            """;
    private static final String COUNT = """
            INSERT INTO stock (sku, on_hand)
            SELECT sku, on_hand FROM unnest($1::text[], $2::bigint[]) AS new (sku, on_hand) ORDER BY sku COLLATE "C"
            ON CONFLICT (sku) DO UPDATE SET on_hand = EXCLUDED.on_hand
            RETURNING sku, on_hand, reserved
            """;

    private StockRows() {}

    /// Locks the rows of `skus` until the transaction ends. Emits those that exist.
    public static Uni<Map<String, StockLevel>> lock(SqlConnection transaction, Collection<String> skus) {
        return transaction.preparedQuery(LOCK).execute(Tuple.of(skus.toArray(String[]::new))).map(StockRows::bySku);
    }

    /// Stores levels whose rows the transaction has locked; no statement when there are none.
    public static Uni<Void> update(SqlConnection transaction, Collection<StockLevel> levels) {
        if (levels.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String[] skus = levels.stream().map(StockLevel::sku).toArray(String[]::new);
        Long[] onHand = levels.stream().map(StockLevel::onHand).toArray(Long[]::new);
        Long[] reserved = levels.stream().map(StockLevel::reserved).toArray(Long[]::new);
        return transaction.preparedQuery(UPDATE).execute(Tuple.of(skus, onHand, reserved)).replaceWithVoid();
    }

    static Uni<Map<String, StockLevel>> read(SqlConnection connection, String sku) {
        return connection.preparedQuery(READ).execute(Tuple.of(sku)).map(StockRows::bySku);
    }

    /// Stores what an admin counted, each sku once; what is reserved stays. One statement, so all or nothing.
    static Uni<Map<String, StockLevel>> count(SqlConnection connection, Collection<StockBody.Count> counts) {
        String[] skus = counts.stream().map(StockBody.Count::sku).toArray(String[]::new);
        Long[] onHand = counts.stream().map(StockBody.Count::onHand).toArray(Long[]::new);
        return connection.preparedQuery(COUNT).execute(Tuple.of(skus, onHand)).map(StockRows::bySku);
    }

    private static Map<String, StockLevel> bySku(Iterable<Row> rows) {
        Map<String, StockLevel> levels = new HashMap<>();
        for (Row row : rows) {
            levels.put(row.getString("sku"), new StockLevel(row.getString("sku"), row.getLong("on_hand"), row.getLong("reserved")));
        }
        return levels;
    }
}
