package dev.groundswell.catalog;

import java.util.UUID;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/// Writes as another process would, of which this one has not heard: past its caches, and telling nobody.
@Singleton
public class Elsewhere {

    private final Pool database;

    Elsewhere(Pool database) {
        this.database = database;
    }

    /// A product that nobody has asked for yet.
    public String product(String name) {
        String sku = "X-" + UUID.randomUUID().toString().substring(0, 8);
        product(sku, name);
        return sku;
    }

    /// The product's name is this from now on, whether there was one or not. Answers its version.
    @CanIgnoreReturnValue
    public long product(String sku, String name) {
        return product(sku, name, null);
    }

    /// The same, made by `manufacturer` if there was none.
    @CanIgnoreReturnValue
    public long product(String sku, String name, @Nullable String manufacturer) {
        return product(sku, name, manufacturer, "elsewhere");
    }

    /// The same, in `category` if there was none.
    @CanIgnoreReturnValue
    public long product(String sku, String name, @Nullable String manufacturer, String category) {
        return version("""
                INSERT INTO products (sku, name, description, category, manufacturer_id, attributes, version, name_words)
                VALUES ($1, $2, '', $4, $3, '{}', nextval('versions'), '')
                ON CONFLICT (sku) DO UPDATE SET name = EXCLUDED.name, version = EXCLUDED.version RETURNING version
                """, Tuple.of(sku, name, manufacturer, category));
    }

    /// The manufacturer's name is this from now on, whether there was one or not. Answers its version.
    @CanIgnoreReturnValue
    public long manufacturer(String id, String name) {
        return version("""
                INSERT INTO manufacturers (id, name, version) VALUES ($1, $2, nextval('versions'))
                ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name, version = EXCLUDED.version RETURNING version
                """, Tuple.of(id, name));
    }

    private long version(String sql, Tuple parameters) {
        return database.withConnectionAndAwait(connection -> connection.preparedQuery(sql).execute(parameters)).iterator().next()
                .getLong("version");
    }
}
