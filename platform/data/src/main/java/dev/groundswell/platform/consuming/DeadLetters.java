package dev.groundswell.platform.consuming;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;

import dev.groundswell.platform.events.EventSender;

/// Puts records that can never be handled on `<topic>.<group>.dlq`, as they came, with the failure and their origin in headers.
@ApplicationScoped
public class DeadLetters implements Burying {

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final int LONGEST_REASON = 1_000;

    private final EventSender sender;
    private final String group;

    DeadLetters(EventSender sender, @ConfigProperty(name = "groundswell.consumer-group") String group) {
        this.sender = sender;
        this.group = group;
    }

    @Override
    public Uni<Void> bury(KafkaRecord<String, byte[]> record, Throwable failure) {
        String reason = String.valueOf(failure.getMessage());
        LOG.errorf("record %s-%d@%d cannot be handled and goes to the dead letters: %s", record.getTopic(), record.getPartition(),
                offset(record), reason);
        RecordHeaders headers = new RecordHeaders(record.getHeaders());
        headers.add("dlq-topic", record.getTopic().getBytes(UTF_8));
        headers.add("dlq-partition", String.valueOf(record.getPartition()).getBytes(UTF_8));
        headers.add("dlq-offset", String.valueOf(offset(record)).getBytes(UTF_8));
        headers.add("dlq-failure", failure.getClass().getName().getBytes(UTF_8));
        headers.add("dlq-reason", reason.substring(0, Math.min(reason.length(), LONGEST_REASON)).getBytes(UTF_8));
        return sender.sendRaw(OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(record.getTopic() + "." + group + ".dlq")
                .withKey(record.getKey())
                .withHeaders(headers)
                .build(), record.getPayload());
    }

    private static long offset(KafkaRecord<String, byte[]> record) {
        return record.getMetadata(IncomingKafkaRecordMetadata.class).map(meta -> meta.getOffset()).orElse(-1L);
    }
}
