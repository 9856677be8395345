package dev.groundswell.platform.consuming;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.common.header.Header;

import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;

/// Where a record was when it came for the first time.
record Origin(String topic, int partition, long offset) {

    static final String TOPIC = "dlq-topic";
    static final String PARTITION = "dlq-partition";
    static final String OFFSET = "dlq-offset";

    /// Headers count on the way back only: on any other topic everybody may have written them.
    static Origin of(KafkaRecord<String, byte[]> record, String group) {
        String replay = "." + group + ".replay";
        String topic = record.getTopic();
        if (!topic.endsWith(replay)) {
            return new Origin(topic, record.getPartition(), offset(record));
        }
        return new Origin(topic.substring(0, topic.length() - replay.length()), (int) number(record, PARTITION, record.getPartition()),
                number(record, OFFSET, offset(record)));
    }

    private static long offset(KafkaRecord<String, byte[]> record) {
        return record.getMetadata(IncomingKafkaRecordMetadata.class).map(meta -> meta.getOffset()).orElse(-1L);
    }

    private static long number(KafkaRecord<String, byte[]> record, String name, long otherwise) {
        Header header = record.getHeaders().lastHeader(name);
        try {
            return header == null ? otherwise : Long.parseLong(new String(header.value(), StandardCharsets.UTF_8));
        } catch (NumberFormatException notOurs) {
            return otherwise;
        }
    }
}
