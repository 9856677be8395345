package dev.groundswell.order.catalog;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.groundswell.platform.cache.Codec;

/// Products as catalog serves them. Thread-safe.
record ProductCodec(ObjectMapper mapper) implements Codec<JsonNode> {

    /// Bytes in memory for each of the JSON.
    private static final int OVERHEAD = 4;

    @Override
    public byte[] encode(JsonNode product) {
        try {
            return mapper.writeValueAsBytes(product);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a product cannot be kept", e);
        }
    }

    @Override
    public JsonNode decode(byte[] bytes) throws IOException {
        JsonNode product = mapper.readTree(bytes);
        if (!product.isObject()) {
            throw new IOException("no product: " + product.getNodeType());
        }
        return product;
    }

    @Override
    public int weight(JsonNode product) {
        return OVERHEAD * product.toString().length();
    }
}
