package dev.groundswell.catalog.keeping;

import java.io.IOException;
import java.util.function.ToIntFunction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.groundswell.platform.cache.Codec;

/// Copies as JSON. Thread-safe.
///
/// @param weight of a value in memory, in bytes
public record JsonCodec<V>(ObjectMapper mapper, Class<V> type, ToIntFunction<V> weight) implements Codec<V> {

    @Override
    public byte[] encode(V value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a copy cannot be written: " + type.getSimpleName(), e);
        }
    }

    @Override
    public V decode(byte[] bytes) throws IOException {
        return mapper.readValue(bytes, type);
    }

    @Override
    public int weight(V value) {
        return weight.applyAsInt(value);
    }
}
