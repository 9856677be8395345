package dev.groundswell.catalog.product;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/// The writing statements on the table `products`, each for any number of products. Several rows are locked in the order of their skus.
final class ProductTable {

    private static final String LOCK = "SELECT sku, category, version FROM products WHERE sku = ANY($1) ORDER BY sku FOR UPDATE";
    /// An existing row's version is drawn behind its lock, so that a later write never has a lower one.
    private static final String UPSERT = """
            INSERT INTO products (sku, name, description, category, manufacturer_id, attributes, image_url, version, name_words)
            SELECT sku, name, description, category, manufacturer_id, attributes::jsonb, image_url, nextval('versions'),
                   array_to_tsvector(string_to_array(words, ' '))
            FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
                 AS new (sku, name, description, category, manufacturer_id, attributes, image_url, words)
            ORDER BY sku COLLATE "C"
            ON CONFLICT (sku) DO UPDATE SET name = EXCLUDED.name, description = EXCLUDED.description, category = EXCLUDED.category,
                manufacturer_id = EXCLUDED.manufacturer_id, attributes = EXCLUDED.attributes, image_url = EXCLUDED.image_url,
                version = nextval('versions'), name_words = EXCLUDED.name_words
            RETURNING sku, version, xmax = 0 AS created
            """;
    private static final String DELETE = "DELETE FROM products WHERE sku = $1 RETURNING nextval('versions') AS version";

    private ProductTable() {}

    /// Locks those of the products that exist until the transaction ends, and tells how they are.
    static Uni<Map<String, Existing>> lock(SqlConnection transaction, List<String> skus) {
        return transaction.preparedQuery(LOCK).execute(Tuple.of(skus.toArray(String[]::new))).map(rows -> {
            Map<String, Existing> existing = new HashMap<>();
            for (Row row : rows) {
                existing.put(row.getString("sku"), new Existing(row.getString("category"), row.getLong("version")));
            }
            return existing;
        });
    }

    /// Creates or replaces the products, whose skus differ. Emits what came of each.
    static Uni<Map<String, Stored>> upsert(SqlConnection transaction, List<ProductDraft> drafts) {
        return transaction.preparedQuery(UPSERT)
                .execute(Tuple.from(List.of(column(drafts, ProductDraft::sku), column(drafts, ProductDraft::name),
                        column(drafts, ProductDraft::description), column(drafts, ProductDraft::category),
                        column(drafts, ProductDraft::manufacturerId), column(drafts, ProductTable::attributes),
                        column(drafts, ProductDraft::imageUrl), column(drafts, ProductTable::words))))
                .map(ProductTable::stored);
    }

    /// Deletes the product, which the transaction has locked. Emits the version of its end.
    static Uni<Long> delete(SqlConnection transaction, String sku) {
        return transaction.preparedQuery(DELETE).execute(Tuple.of(sku)).map(rows -> rows.iterator().next().getLong("version"));
    }

    private static @Nullable String[] column(List<ProductDraft> drafts, Function<ProductDraft, @Nullable String> value) {
        @Nullable
        String[] values = new @Nullable String[drafts.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(drafts.get(i));
        }
        return values;
    }

    private static String attributes(ProductDraft draft) {
        return new JsonObject(new HashMap<String, Object>(draft.attributes())).encode();
    }

    private static String words(ProductDraft draft) {
        return String.join(" ", NameWords.of(draft.name()));
    }

    private static Map<String, Stored> stored(Iterable<Row> rows) {
        Map<String, Stored> stored = new HashMap<>();
        for (Row row : rows) {
            stored.put(row.getString("sku"), new Stored(row.getLong("version"), row.getBoolean("created")));
        }
        return stored;
    }

    /// A product that is there and locked.
    record Existing(String category, long version) {}

    /// A product that was stored.
    ///
    /// @param created whether it was not there before
    record Stored(long version, boolean created) {}
}
