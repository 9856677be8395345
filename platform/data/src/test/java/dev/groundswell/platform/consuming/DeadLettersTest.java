package dev.groundswell.platform.consuming;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;

class DeadLettersTest {

    @Test
    void aLetterSaysWhereItCameFromAndWhy() {
        var letter = bury(
                record("x.order-priced", 3, new RecordHeaders().add("ce_id", bytes("1")).add("__smallrye_generationId", bytes("7"))));

        assertThat(letter.getTopic()).isEqualTo("x.order-priced.catalog.dlq");
        assertThat(letter.getKey()).isEqualTo("key");
        assertThat(all(letter)).containsExactly("ce_id=1", "dlq-topic=x.order-priced", "dlq-partition=3", "dlq-offset=11",
                "dlq-failure=java.io.IOException", "dlq-reason=no order");
    }

    @Test
    void oneThatFailsAgainGoesToTheSamePlaceAndItsHeadersDoNotPileUp() {
        Headers headers = new RecordHeaders().add("ce_id", bytes("1")).add("dlq-topic", bytes("order-priced"))
                .add("dlq-partition", bytes("3"))
                .add("dlq-offset", bytes("42")).add("dlq-failure", bytes("Earlier")).add("dlq-reason", bytes("earlier"));

        var letter = bury(record("order-priced.catalog.replay", 3, headers));

        assertThat(letter.getTopic()).isEqualTo("order-priced.catalog.dlq");
        assertThat(all(letter)).containsExactly("ce_id=1", "dlq-topic=order-priced", "dlq-partition=3", "dlq-offset=42",
                "dlq-failure=java.io.IOException", "dlq-reason=no order");
    }

    @Test
    void headersThatAnybodyWroteLeadNobodyAstray() {
        Headers headers = new RecordHeaders().add("dlq-topic", bytes("other")).add("dlq-partition", bytes("9"));
        assertThat(all(bury(record("order-priced", 3, headers)))).contains("dlq-topic=order-priced", "dlq-partition=3");

        Headers broken = new RecordHeaders().add("dlq-partition", bytes("nine"));
        assertThat(all(bury(record("order-priced.catalog.replay", 3, broken)))).contains("dlq-topic=order-priced", "dlq-partition=3");
    }

    private static OutgoingKafkaRecordMetadata<String> bury(KafkaRecord<String, byte[]> record) {
        return DeadLetters.letter(record, Origin.of(record, "catalog"), "catalog", new IOException("no order"));
    }

    private static KafkaRecord<String, byte[]> record(String topic, int partition, Headers headers) {
        ConsumerRecord<String, byte[]> consumed = new ConsumerRecord<>(topic, partition, 11, "key", bytes("value"));
        headers.forEach(consumed.headers()::add);
        return new IncomingKafkaRecord<>(consumed, "order-priced", 0, null, null, false, false);
    }

    private static List<String> all(OutgoingKafkaRecordMetadata<String> letter) {
        List<String> all = new ArrayList<>();
        letter.getHeaders().forEach(header -> all.add(header.key() + "=" + new String(header.value(), UTF_8)));
        return all;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
