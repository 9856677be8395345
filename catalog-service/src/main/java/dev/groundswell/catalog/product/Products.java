package dev.groundswell.catalog.product;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.groundswell.catalog.manufacturer.ManufacturerView;
import dev.groundswell.platform.batching.Batcher;
import dev.groundswell.platform.batching.BatcherConfig;
import dev.groundswell.platform.batching.Loaded;
import dev.groundswell.platform.consistency.ReplicatedDatabase;
import dev.groundswell.platform.paging.Page;
import dev.groundswell.platform.paging.PageRequest;

/// All products, to be read: one by one as the primary has them, because caches keep that, and many at once from a replica. Those that are read one by
/// one at the same time share a statement.
@ApplicationScoped
class Products implements PanacheRepositoryBase<Product, String> {

    private static final String WITH_MANUFACTURER = "FROM Product p LEFT JOIN FETCH p.manufacturer WHERE p.sku IN ?1";
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
    private final Batcher<String, ProductView> plain;
    private final Batcher<String, Found> withManufacturer;

    Products(ReplicatedDatabase database, Pool primary, Vertx vertx, BatcherConfig batching, MeterRegistry registry) {
        this.database = database;
        this.primary = primary;
        this.plain = new Batcher<>("products", vertx, this::load, batching, registry);
        this.withManufacturer = new Batcher<>("products-with-manufacturer", vertx, this::loadWithManufacturer, batching, registry);
    }

    /// The product with this sku, or nothing. Touches no manufacturer.
    Uni<Optional<Found>> read(String sku) {
        return plain.load(sku).map(found -> found.map(product -> new Found(product, null)));
    }

    /// The product with this sku and its manufacturer, or nothing.
    Uni<Optional<Found>> readWithManufacturer(String sku) {
        return withManufacturer.load(sku);
    }

    /// Those of the skus that are there, with one statement.
    Uni<Map<String, ProductView>> readAll(List<String> skus) {
        Tuple parameters = Tuple.of(skus.toArray(String[]::new));
        return database.readShared(connection -> connection.preparedQuery(ALL_OF).execute(parameters)).map(rows -> {
            Map<String, ProductView> bySku = new HashMap<>();
            views(rows).forEach(product -> bySku.put(product.sku(), product));
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

    private Uni<Map<String, Loaded<ProductView>>> load(List<String> skus) {
        Tuple parameters = Tuple.of(skus.toArray(String[]::new));
        return primary.withConnection(connection -> connection.preparedQuery(ALL_OF).execute(parameters)).map(rows -> {
            Map<String, Loaded<ProductView>> bySku = new HashMap<>();
            rows.forEach(row -> bySku.put(row.getString("sku"), Loaded.of(() -> view(row))));
            return bySku;
        });
    }

    private Uni<Map<String, Loaded<Found>>> loadWithManufacturer(List<String> skus) {
        return Panache.withSession(() -> find(WITH_MANUFACTURER, skus).list()).map(products -> {
            Map<String, Loaded<Found>> bySku = new HashMap<>();
            products.stream().map(Products::withManufacturer).forEach(found -> bySku.put(found.product.sku(), new Loaded.Found<>(found)));
            return bySku;
        });
    }

    private static Found withManufacturer(Product product) {
        return new Found(product.view(), product.manufacturer() == null ? null : ManufacturerView.of(product.manufacturer()));
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

    /// @param manufacturer `null` when it has none, or none was asked for
    record Found(ProductView product, @Nullable ManufacturerView manufacturer) {}
}
