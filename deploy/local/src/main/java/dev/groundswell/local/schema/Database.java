package dev.groundswell.local.schema;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The databases of the house, all on one primary locally.
public enum Database {
    ORDERS_0("orders_0", "order-service", "orders", Map.of("first_slot", "0", "last_slot", "479")), ORDERS_1("orders_1", "order-service",
            "orders", Map.of("first_slot", "480", "last_slot", "959")), CATALOG("catalog", "catalog-service", "catalog",
                    Map.of()), PRICING("pricing", "pricing-service", "pricing", Map.of());

    private final String databaseName;
    private final String module;
    private final String group;
    // Each is a Map.of.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Map<String, String> placeholders;

    Database(String databaseName, String module, String group, Map<String, String> placeholders) {
        this.databaseName = databaseName;
        this.module = module;
        this.group = group;
        this.placeholders = placeholders;
    }

    /// Its name in PostgreSQL.
    public String databaseName() {
        return databaseName;
    }

    /// The Maven module whose resources hold the migrations.
    public String module() {
        return module;
    }

    /// The folder of migrations, also the word by which tests ask for it; shards share one.
    public String group() {
        return group;
    }

    Map<String, String> placeholders() {
        return placeholders;
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(Database::databaseName).toList();
    }
}
