package dev.groundswell.platform.progress;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;

/// The batches that are being handled, by the consumer that polled them. Thread-safe.
///
/// Publishes `consumer_batch_age_seconds{channel}`, the age of the oldest batch that is not acknowledged, 0 when there is none.
@ApplicationScoped
public class Batches {

    private static final double NANOS = 1e9;

    private final Map<String, Work> consumers = new ConcurrentHashMap<>();
    private final Map<String, Gauge> ages = new ConcurrentHashMap<>();
    private final MeterRegistry registry;
    private final LongSupplier nanos;

    @Inject
    Batches(MeterRegistry registry) {
        this(registry, System::nanoTime);
    }

    public Batches(MeterRegistry registry, LongSupplier nanos) {
        this.registry = registry;
        this.nanos = nanos;
    }

    /// Notes that a batch is being handled from now on, until [Underway#acknowledged()].
    public Underway begin(KafkaRecordBatch<?, ?> batch) {
        IncomingKafkaRecordBatchMetadata<?, ?> metadata = batch.getMetadata(IncomingKafkaRecordBatchMetadata.class).orElse(null);
        if (metadata == null) {
            return of("unknown").begin(nanos.getAsLong(), Map.of(), Map.of());
        }
        Map<TopicPartition, Long> first = new HashMap<>();
        Map<TopicPartition, Long> last = new HashMap<>();
        ConsumerRecords<?, ?> records = metadata.getRecords();
        for (TopicPartition partition : records.partitions()) {
            first.put(partition, records.records(partition).getFirst().offset());
            last.put(partition, records.records(partition).getLast().offset());
        }
        return of(metadata.getChannel()).begin(nanos.getAsLong(), first, last);
    }

    /// Whether every batch that was begun is acknowledged.
    public boolean areDone() {
        return consumers.values().stream().noneMatch(Work::busy);
    }

    /// What a consumer works on; several consumers of a channel are `name$1`, `name$2`.
    Work of(String consumer) {
        return consumers.computeIfAbsent(consumer, this::added);
    }

    static String channel(String consumer) {
        return consumer.split("\\$", 2)[0];
    }

    private Work added(String consumer) {
        var _ = ages.computeIfAbsent(channel(consumer), channel -> Gauge.builder("consumer.batch.age", () -> age(channel))
                .baseUnit("seconds")
                .tag("channel", channel)
                .description("Age of the oldest batch of the channel that is not acknowledged")
                .register(registry));
        return new Work(channel(consumer));
    }

    private double age(String channel) {
        long now = nanos.getAsLong();
        return consumers.values().stream().filter(work -> work.channel().equals(channel)).mapToLong(work -> work.oldest(now)).max()
                .orElse(0) / NANOS;
    }
}
