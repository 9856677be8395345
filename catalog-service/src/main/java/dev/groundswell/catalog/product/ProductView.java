package dev.groundswell.catalog.product;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonAnyGetter;

import io.quarkus.runtime.annotations.RegisterForReflection;

/// A product as clients and events see it.
///
/// @param more members that are there only sometimes, such as expansions
@RegisterForReflection
record ProductView(String sku, String name, String description, String category, @Nullable String manufacturerId,
        Map<String, String> attributes, @Nullable String imageUrl, long version,
        @JsonAnyGetter Map<String, @Nullable Object> more) {

    /// The same product with one member more, which may be there and `null`.
    ProductView with(String member, @Nullable Object value) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(more);
        all.put(member, value);
        return new ProductView(sku, name, description, category, manufacturerId, attributes, imageUrl, version, all);
    }
}
