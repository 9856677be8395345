package dev.groundswell.catalog.product;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.groundswell.platform.cache.Entry;
import dev.groundswell.platform.consistency.ReplicatedDatabase;
import dev.groundswell.platform.database.DatabaseGuard;
import dev.groundswell.platform.paging.Page;
import dev.groundswell.platform.paging.PageRequest;

/// All products, to be read: by their skus as the primary has them, because caches keep that, and by page from a replica.
@ApplicationScoped
class Products {

    private static final String COLUMNS = "sku, name, description, category, manufacturer_id, attributes, image_url, version";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM products ";
    /// A page of a word's products, in the order of the skus. The planner cannot know how many names a word is in, and takes the wrong way for one that is
    /// rare: it reads the whole table. So the next few products are looked through, which is enough for words that many have; if the page is not full then,
    /// the word's index finds all that have it. What is not wanted of the two is not run.
    private static final String SEARCH = """
            WITH near AS MATERIALIZED (
                SELECT %1$s FROM (SELECT %1$s, name_words FROM products WHERE %2$s ORDER BY sku LIMIT 2000) AS next
                WHERE name_words @@ $%3$d::text::tsquery ORDER BY sku LIMIT $2
            ), named AS MATERIALIZED (
                SELECT %1$s FROM products WHERE %2$s AND name_words @@ $%3$d::text::tsquery
            )
            (SELECT * FROM near WHERE (SELECT count(*) FROM near) >= $2)
            UNION ALL
            (SELECT * FROM named WHERE (SELECT count(*) FROM near) < $2 ORDER BY sku LIMIT $2)
            ORDER BY sku
            """;
    private static final String ALL_OF = SELECT + "WHERE sku = ANY($1)";

    private final ReplicatedDatabase database;
    private final Pool primary;
    private final DatabaseGuard guard;

    Products(ReplicatedDatabase database, Pool primary, DatabaseGuard guard) {
        this.database = database;
        this.primary = primary;
        this.guard = guard;
    }

    /// Those of the skus that are there, as the primary has them, with one statement.
    Uni<Map<String, Entry<ProductView>>> load(Set<String> skus) {
        Tuple parameters = Tuple.of(skus.toArray(String[]::new));
        return guard.call(() -> primary.withConnection(connection -> connection.preparedQuery(ALL_OF).execute(parameters))).map(rows -> {
            Map<String, Entry<ProductView>> bySku = new HashMap<>();
            views(rows).forEach(product -> bySku.put(product.sku(), Entry.of(product, product.version())));
            return bySku;
        });
    }

    /// A page in the order of the skus.
    ///
    /// @param category whose products alone are wanted, `null` for all
    /// @param words each of which begins a word of the name ([NameWords]); none for all
    Uni<Page<ProductView>> page(@Nullable String category, List<String> words, PageRequest request) {
        Tuple parameters = Tuple.of(request.after() == null ? "" : request.after(), request.fetch());
        String where = category == null ? "sku > $1" : "sku > $1 AND category = $" + parameters.addString(category).size();
        String statement = words.isEmpty()
                ? SELECT + "WHERE " + where + " ORDER BY sku LIMIT $2"
                : SEARCH.formatted(COLUMNS, where, parameters.addString(NameWords.prefixQuery(words)).size());
        return database.readShared(connection -> connection.preparedQuery(statement).execute(parameters))
                .map(rows -> Page.of(views(rows), request, ProductView::sku));
    }

    private static List<ProductView> views(Iterable<Row> rows) {
        List<ProductView> views = new ArrayList<>();
        rows.forEach(row -> views.add(view(row)));
        return views;
    }

    private static ProductView view(Row row) {
        return new ProductView(row.getString("sku"), row.getString("name"), row.getString("description"), row.getString("category"),
                row.getString("manufacturer_id"), attributes(row), row.getString("image_url"), row.getLong("version"), Map.of());
    }

    private static Map<String, String> attributes(Row row) {
        Map<String, String> attributes = new HashMap<>();
        row.getJsonObject("attributes").forEach(entry -> attributes.put(entry.getKey(), String.valueOf(entry.getValue())));
        return attributes;
    }
}
