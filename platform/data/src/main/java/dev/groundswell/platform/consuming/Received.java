package dev.groundswell.platform.consuming;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import io.smallrye.reactive.messaging.kafka.KafkaRecord;

/// An event that was decoded, with the record it came in.
public record Received<E>(E event, KafkaRecord<String, byte[]> record) {

    /// The traceparent of the request that caused the event, if it names one.
    public @Nullable String traceparent() {
        Header header = record.getHeaders().lastHeader("traceparent");
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
