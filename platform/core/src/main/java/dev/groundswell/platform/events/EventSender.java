package dev.groundswell.platform.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/// Sends events to Kafka as CloudEvents 1.0 in binary mode (Kafka protocol binding, section 3.2).
///
/// Callers bound what they have in flight: the buffer behind this has no bound of its own. Never called inside a transaction.
@ApplicationScoped
public class EventSender {

    /// Slots of the sharding map; a customer's never changes.
    public static final int SLOTS = 960;

    private final MutinyEmitter<byte[]> emitter;
    private final Topics topics;
    private final String source;

    EventSender(@Channel("events") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) MutinyEmitter<byte[]> emitter, Topics topics,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.emitter = emitter;
        this.topics = topics;
        this.source = "/" + application;
    }

    /// Completes on the caller's context when all in-sync replicas have the event; fails after the producer's delivery timeout,
    /// and then it is unknown whether the event was written.
    public Uni<Void> send(OutgoingEvent event) {
        return onCallersContext(toKafka(topics.prefix().orElse("") + event.topic().baseName(), event));
    }

    /// As [#send], for all of them; fails when one fails, and then some may have been written.
    public Uni<Void> sendAll(List<OutgoingEvent> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return onCallersContext(Uni.join()
                .all(events.stream().map(event -> toKafka(topics.prefix().orElse("") + event.topic().baseName(), event)).toList())
                .andCollectFailures()
                .replaceWithVoid());
    }

    /// Sends a raw record, such as a dead letter, as it is.
    public Uni<Void> sendRaw(OutgoingKafkaRecordMetadata<String> metadata, byte[] value) {
        return onCallersContext(emitter.sendMessage(Message.of(value, Metadata.of(metadata))));
    }

    /// The partition of an order topic for `slot`: neighbours stay together, so that a dead shard holds up only its own partitions.
    static int partition(int slot, int partitions) {
        return slot * partitions / SLOTS;
    }

    private Uni<Void> toKafka(String topic, OutgoingEvent event) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_specversion", "1.0".getBytes(UTF_8));
        headers.add("ce_id", event.id().getBytes(UTF_8));
        headers.add("ce_type", event.topic().type().getBytes(UTF_8));
        headers.add("ce_source", source.getBytes(UTF_8));
        headers.add("ce_time", event.time().toString().getBytes(UTF_8));
        headers.add("ce_subject", event.key().getBytes(UTF_8));
        headers.add("content-type", "application/json".getBytes(UTF_8));
        if (event.traceparent() != null) {
            headers.add("traceparent", event.traceparent().getBytes(UTF_8));
        }
        OutgoingKafkaRecordMetadata.OutgoingKafkaRecordMetadataBuilder<String> metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(topic)
                .withKey(event.key())
                .withHeaders(headers);
        if (event.slot() != null) {
            metadata.withPartition(partition(event.slot(), topics.partitions()));
        }
        return emitter.sendMessage(Message.of(event.value(), Metadata.of(metadata.build())));
    }

    /// Kafka answers on the producer's thread, where no session or context of ours is known (HR000069): go back first.
    private static Uni<Void> onCallersContext(Uni<Void> sending) {
        return Uni.createFrom().deferred(() -> {
            Context context = Vertx.currentContext();
            return context == null ? sending : sending.emitOn(task -> context.runOnContext(run -> task.run()));
        });
    }
}
