package dev.groundswell.platform.consuming;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;

import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Metadata;

import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;

/// A polled batch of one record a text, which counts its acknowledgements.
final class FakeBatch implements KafkaRecordBatch<String, byte[]> {

    private final List<KafkaRecord<String, byte[]>> records;
    private int acknowledged;

    FakeBatch(String... texts) {
        this.records = Stream.of(texts).<KafkaRecord<String, byte[]>>map(text -> KafkaRecord.of("topic", text, text.getBytes(UTF_8)))
                .toList();
    }

    int acknowledged() {
        return acknowledged;
    }

    @Override
    public List<byte[]> getPayload() {
        return records.stream().map(KafkaRecord::getPayload).toList();
    }

    @Override
    public List<KafkaRecord<String, byte[]>> getRecords() {
        return records;
    }

    @Override
    public Iterator<KafkaRecord<String, byte[]>> iterator() {
        return records.iterator();
    }

    @Override
    public Map<TopicPartition, KafkaRecord<String, byte[]>> getLatestOffsetRecords() {
        return Map.of();
    }

    @Override
    public Function<Metadata, CompletionStage<Void>> getAckWithMetadata() {
        return metadata -> {
            acknowledged++;
            return CompletableFuture.completedFuture(null);
        };
    }
}
