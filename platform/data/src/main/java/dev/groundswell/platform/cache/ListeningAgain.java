package dev.groundswell.platform.cache;

import java.util.Collection;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;

/// For channels with `consumer-rebalance-listener.name=changes`, which hear of changes: suspects all that is kept when the process begins to listen to a
/// partition, for the first time or again, since what was told before is not heard. Until the first time memory shows nothing.
@ApplicationScoped
@Identifier("changes")
public class ListeningAgain implements KafkaConsumerRebalanceListener {

    private final TieredCaches caches;
    private final boolean listens;

    ListeningAgain(TieredCaches caches,
            @ConfigProperty(name = "mp.messaging.incoming.changes.enabled", defaultValue = "false") boolean listens) {
        this.caches = caches;
        this.listens = listens;
    }

    /// Before the first request. Kafka deals out the partitions of a new group some seconds later, by default three.
    void begin(@Observes StartupEvent start) {
        if (listens) {
            caches.deaf();
        }
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            caches.suspectAll();
            try {
                // Where listening begins is decided here and not with the first poll. It may take long, and fail.
                partitions.forEach(consumer::position);
            } finally {
                caches.listening();
            }
        }
    }
}
