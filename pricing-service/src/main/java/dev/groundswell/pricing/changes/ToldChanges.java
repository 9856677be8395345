package dev.groundswell.pricing.changes;

import java.io.IOException;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.groundswell.platform.cache.TieredCaches;
import dev.groundswell.platform.events.SkuChanged;
import dev.groundswell.pricing.price.KeptPrices;

/// Tells the caches of prices that have changed. Every process hears everything: each is a group of its own, which begins with what comes after its start
/// and commits nothing.
@ApplicationScoped
public class ToldChanges {

    private static final Logger LOG = Logger.getLogger(ToldChanges.class);

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
        records.forEach(this::hear);
    }

    private void hear(ConsumerRecord<String, byte[]> record) {
        try {
            SkuChanged changed = SkuChanged.read(mapper, record.value());
            prices.changed(changed.sku(), changed.version());
        } catch (IOException | RuntimeException unreadable) {
            LOG.warnf("a change on %s cannot be read, so all that is kept is asked for again: %s", record.topic(), unreadable.getMessage());
            caches.suspectAll();
        }
    }
}
