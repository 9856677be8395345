package dev.groundswell.catalog.product;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.groundswell.platform.cache.Codec;

/// Products as JSON, without expansions. Thread-safe.
record ProductCodec(ObjectMapper mapper) implements Codec<ProductView> {

    /// Bytes of one in memory, beside its texts.
    private static final int BARE = 400;
    private static final int BARE_ATTRIBUTE = 150;

    @Override
    public byte[] encode(ProductView product) {
        try {
            return mapper.writeValueAsBytes(product);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a product cannot be kept: " + product.sku(), e);
        }
    }

    @Override
    public ProductView decode(byte[] bytes) throws IOException {
        return mapper.readValue(bytes, Stored.class).view();
    }

    @Override
    public int weight(ProductView product) {
        int weight = BARE + length(product.sku()) + length(product.name()) + length(product.description()) + length(product.category())
                + length(product.manufacturerId()) + length(product.imageUrl());
        for (Map.Entry<String, String> attribute : product.attributes().entrySet()) {
            weight += BARE_ATTRIBUTE + length(attribute.getKey()) + length(attribute.getValue());
        }
        return weight;
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    /// As it lies in Redis: a view's members, and nothing more.
    @RegisterForReflection
    record Stored(@Nullable String sku, @Nullable String name, @Nullable String description, @Nullable String category,
            @Nullable String manufacturerId, @Nullable Map<String, String> attributes, @Nullable String imageUrl, long version) {

        private ProductView view() {
            return new ProductView(Objects.requireNonNull(sku), Objects.requireNonNull(name), Objects.requireNonNull(description),
                    Objects.requireNonNull(category), manufacturerId, Objects.requireNonNull(attributes), imageUrl, version, Map.of());
        }
    }
}
