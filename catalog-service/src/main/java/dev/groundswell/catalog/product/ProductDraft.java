package dev.groundswell.catalog.product;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/// What shall be stored as a product; each value is known to be storable, except that the manufacturer may not exist.
///
/// @param pointer to it in the request's body
record ProductDraft(String pointer, String sku, String name, String description, String category, @Nullable String manufacturerId,
        Map<String, String> attributes, @Nullable String imageUrl) {

    ProductView stored(long version) {
        return new ProductView(sku, name, description, category, manufacturerId, attributes, imageUrl, version, Map.of());
    }
}
