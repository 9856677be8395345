package dev.groundswell.order.changes;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.groundswell.order.catalog.Products;
import dev.groundswell.platform.cache.TieredCaches;
import dev.groundswell.platform.events.SkuChanged;

/// Tells the cache of products of what has changed. Every process hears everything: each is a group of its own, which begins with what comes after its
/// start and commits nothing.
@ApplicationScoped
public class ToldChanges {

    private final ObjectMapper mapper;
    private final Products products;
    private final TieredCaches caches;

    ToldChanges(ObjectMapper mapper, Products products, TieredCaches caches) {
        this.mapper = mapper;
        this.products = products;
        this.caches = caches;
    }

    @Incoming("changes")
    void hear(ConsumerRecords<String, byte[]> records) {
        caches.hear(records, record -> {
            SkuChanged changed = SkuChanged.read(mapper, record.value());
            products.changed(changed.sku(), changed.version());
        });
    }
}
