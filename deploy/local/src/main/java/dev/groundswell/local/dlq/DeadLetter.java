package dev.groundswell.local.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// A record that could not be handled, without its value. What its headers do not tell is empty, or -1.
///
/// @param topic the dead-letter topic it is on
/// @param offset there
/// @param originTopic where it came for the first time
/// @param when it was put aside
/// @param failure the exception's class
public record DeadLetter(String topic, long offset, String originTopic, int originPartition, long originOffset, String key, Instant when,
        String failure, String reason) {

    static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
        return new DeadLetter(record.topic(), record.offset(), header(record, "dlq-topic"), partition(record),
                number(header(record, "dlq-offset")), text(record.key()), Instant.ofEpochMilli(record.timestamp()),
                header(record, "dlq-failure"), header(record, "dlq-reason"));
    }

    /// The partition it came from, which is the one it goes back to; -1 when it does not say.
    static int partition(ConsumerRecord<byte[], byte[]> record) {
        return (int) number(header(record, "dlq-partition"));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : text(header.value());
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, UTF_8);
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }
}
