package dev.groundswell.platform.consuming;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;

import dev.groundswell.platform.events.EventSender;

/// Puts records that can never be handled on `<topic>.<group>.dlq`, as they came, with the failure and their origin in headers. One that
/// came back by `<topic>.<group>.replay` and fails again goes to the same place, with the same origin.
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
        Origin origin = Origin.of(record, group);
        LOG.errorf("record %s-%d@%d cannot be handled and goes to the dead letters: %s", origin.topic(), origin.partition(),
                origin.offset(), reason(failure));
        return sender.sendRaw(letter(record, origin, group, failure), record.getPayload());
    }

    static OutgoingKafkaRecordMetadata<String> letter(KafkaRecord<String, byte[]> record, Origin origin, String group, Throwable failure) {
        RecordHeaders headers = itsOwn(record.getHeaders());
        headers.add(Origin.TOPIC, origin.topic().getBytes(UTF_8));
        headers.add(Origin.PARTITION, String.valueOf(origin.partition()).getBytes(UTF_8));
        headers.add(Origin.OFFSET, String.valueOf(origin.offset()).getBytes(UTF_8));
        headers.add("dlq-failure", failure.getClass().getName().getBytes(UTF_8));
        headers.add("dlq-reason", reason(failure).getBytes(UTF_8));
        return OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(origin.topic() + "." + group + ".dlq")
                .withKey(record.getKey())
                .withHeaders(headers)
                .build();
    }

    /// Without those of an earlier burial, which would pile up, and without the connector's, which say which member of the group polled it.
    private static RecordHeaders itsOwn(Headers all) {
        RecordHeaders kept = new RecordHeaders();
        for (Header header : all) {
            if (!header.key().startsWith("dlq-") && !header.key().startsWith("__smallrye")) {
                kept.add(header);
            }
        }
        return kept;
    }

    private static String reason(Throwable failure) {
        String reason = String.valueOf(failure.getMessage());
        return reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
    }
}
