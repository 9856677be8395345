package dev.groundswell.pricing.changes;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.groundswell.platform.cache.TieredCaches;
import dev.groundswell.platform.events.SkuChanged;
import dev.groundswell.pricing.price.KeptPrices;

/// Tells the caches of prices that have changed. Every process hears everything: each is a group of its own, which begins with what comes after its start
/// and commits nothing.
@ApplicationScoped
public class ToldChanges {

    private final ObjectMapper mapper;
    private final KeptPrices prices;
    private final TieredCaches caches;

    ToldChanges(ObjectMapper mapper, KeptPrices prices, TieredCaches caches) {
        this.mapper = mapper;
        this.prices = prices;
        this.caches = caches;
    }

    @Incoming("changes")
    void hear(ConsumerRecords<String, byte[]> records) {
        caches.hear(records, record -> {
            SkuChanged changed = SkuChanged.read(mapper, record.value());
            prices.changed(changed.sku(), changed.version());
        });
    }
}
