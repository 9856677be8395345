package dev.groundswell.pricing.changes;

import java.io.IOException;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.groundswell.platform.cache.TieredCaches;
import dev.groundswell.platform.events.CacheInvalidated;
import dev.groundswell.platform.events.SkuChanged;
import dev.groundswell.platform.events.Topic;
import dev.groundswell.platform.events.Topics;
import dev.groundswell.pricing.price.KeptPrices;
import dev.groundswell.pricing.rate.KeptRates;
import dev.groundswell.pricing.repricing.Repricing;

/// Tells the caches of prices and rates that have changed. Every process hears everything: each is a group of its own, which begins with what comes after its start
/// and commits nothing.
@ApplicationScoped
public class ToldChanges {

    private final ObjectMapper mapper;
    private final KeptPrices prices;
    private final KeptRates rates;
    private final TieredCaches caches;
    private final String prefix;

    ToldChanges(ObjectMapper mapper, KeptPrices prices, KeptRates rates, TieredCaches caches, Topics topics) {
        this.mapper = mapper;
        this.prices = prices;
        this.rates = rates;
        this.caches = caches;
        this.prefix = topics.prefix().orElse("");
    }

    @Incoming("changes")
    void hear(ConsumerRecords<String, byte[]> records) {
        caches.hear(records, this::told);
    }

    private void told(ConsumerRecord<String, byte[]> record) throws IOException {
        switch (Topic.named(record.topic().substring(prefix.length()))) {
            case PRICE_CHANGED -> priceChanged(mapper.readTree(record.value()));
            case CACHE_INVALIDATED -> invalidated(mapper.readValue(record.value(), CacheInvalidated.class));
            default -> throw new IOException("nobody asked for this topic");
        }
    }

    /// Derived prices are not kept: they follow from what is, and new rates are told by themselves.
    private void priceChanged(JsonNode told) throws IOException {
        SkuChanged changed = SkuChanged.of(told);
        if (!told.has(Repricing.DERIVED)) {
            prices.changed(changed.sku(), changed.version());
        }
    }

    private void invalidated(CacheInvalidated told) {
        if (told.tags() != null) {
            told.tags().stream()
                    .filter(tag -> tag.startsWith(KeptRates.TAG))
                    .forEach(tag -> rates.changed(tag.substring(KeptRates.TAG.length())));
        }
    }
}
