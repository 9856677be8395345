package dev.groundswell.catalog.changes;

import java.io.IOException;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.groundswell.catalog.manufacturer.ManufacturerResource;
import dev.groundswell.catalog.manufacturer.Manufacturers;
import dev.groundswell.catalog.product.KeptProducts;
import dev.groundswell.platform.cache.TieredCaches;
import dev.groundswell.platform.events.CacheInvalidated;
import dev.groundswell.platform.events.SkuChanged;
import dev.groundswell.platform.events.Topic;
import dev.groundswell.platform.events.Topics;

/// Tells the caches of what has changed. Every process hears everything: each is a group of its own, which begins with what comes after its start and
/// commits nothing.
@ApplicationScoped
public class ToldChanges {

    private static final String PRODUCT = "product:";
    private static final String MANUFACTURER = ManufacturerResource.cacheTag("");

    private final ObjectMapper mapper;
    private final KeptProducts products;
    private final Manufacturers manufacturers;
    private final TieredCaches caches;
    private final String prefix;

    ToldChanges(ObjectMapper mapper, KeptProducts products, Manufacturers manufacturers, TieredCaches caches, Topics topics) {
        this.mapper = mapper;
        this.products = products;
        this.manufacturers = manufacturers;
        this.caches = caches;
        this.prefix = topics.prefix().orElse("");
    }

    @Incoming("changes")
    void hear(ConsumerRecords<String, byte[]> records) {
        caches.hear(records, this::told);
    }

    private void told(ConsumerRecord<String, byte[]> record) throws IOException {
        switch (Topic.named(record.topic().substring(prefix.length()))) {
            case PRODUCT_CHANGED -> {
                SkuChanged changed = SkuChanged.read(mapper, record.value());
                products.changed(changed.sku(), changed.version());
            }
            case CACHE_INVALIDATED -> invalidated(mapper.readValue(record.value(), CacheInvalidated.class));
            default -> throw new IOException("nobody asked for this topic");
        }
    }

    /// By tags alone: who asks for a path is answered past the caches by whoever has heard of it.
    private void invalidated(CacheInvalidated told) {
        if (told.tags() != null) {
            told.tags().forEach(this::ended);
        }
    }

    private void ended(String tag) {
        if (tag.startsWith(PRODUCT)) {
            products.changed(tag.substring(PRODUCT.length()));
        } else if (tag.startsWith(MANUFACTURER)) {
            manufacturers.changed(tag.substring(MANUFACTURER.length()));
        }
    }
}
