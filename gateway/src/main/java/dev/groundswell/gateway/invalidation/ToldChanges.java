package dev.groundswell.gateway.invalidation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.groundswell.platform.events.CacheInvalidated;
import dev.groundswell.platform.events.Topic;
import dev.groundswell.platform.events.Topics;

/// Hears what services and admins tell of changes, and declares the answers that show them stale. Every gateway hears everything: each is a
/// group of its own, which begins with what comes after its start and commits nothing.
@ApplicationScoped
public class ToldChanges {

    private static final Logger LOG = Logger.getLogger(ToldChanges.class);

    private final ObjectMapper mapper;
    private final StaleAnswers answers;
    private final String prefix;

    ToldChanges(ObjectMapper mapper, StaleAnswers answers, Topics topics) {
        this.mapper = mapper;
        this.answers = answers;
        this.prefix = topics.prefix().orElse("");
    }

    @Incoming("changes")
    void hear(ConsumerRecords<String, byte[]> records) {
        records.forEach(this::hear);
    }

    private void hear(ConsumerRecord<String, byte[]> record) {
        try {
            switch (Topic.named(record.topic().substring(prefix.length()))) {
                case PRODUCT_CHANGED -> productChanged(mapper.readTree(record.value()));
                case PRICE_CHANGED -> answers.tagged(List.of("price:" + sku(mapper.readTree(record.value()))));
                case CACHE_INVALIDATED -> answers.invalidated(mapper.readValue(record.value(), CacheInvalidated.class));
                default -> throw new IOException("nobody asked for this topic");
            }
        } catch (IOException | RuntimeException unreadable) {
            LOG.warnf("a change on %s cannot be read, so all that is kept counts as stale: %s", record.topic(), unreadable.getMessage());
            answers.all();
        }
    }

    /// The categories' counts change with a product that comes, goes or moves.
    private void productChanged(JsonNode product) throws IOException {
        answers.tagged(List.of("product:" + sku(product), "categories", categoryTag(product.path("category")),
                categoryTag(product.path("previousCategory"))));
    }

    /// As catalog-service writes it: percent-encoded, since an id may hold what a field may not.
    private static String categoryTag(JsonNode id) {
        return "category:" + URLEncoder.encode(id.asText(), UTF_8).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    }

    private static String sku(JsonNode changed) throws IOException {
        String sku = changed.path("sku").asText();
        if (sku.isEmpty()) {
            throw new IOException("it names no sku");
        }
        return sku;
    }
}
