package dev.groundswell.gateway.invalidation;

import java.util.Collection;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;

/// Takes all that is kept for stale when the gateway begins to listen to a partition, for the first time or again: what was told before is not heard.
@ApplicationScoped
@Identifier("changes")
public class ListeningAgain implements KafkaConsumerRebalanceListener {

    private final StaleAnswers answers;

    ListeningAgain(StaleAnswers answers) {
        this.answers = answers;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            answers.all();
            try {
                // Where listening begins is decided here and not with the first poll. It may take long, and fail.
                partitions.forEach(consumer::position);
            } finally {
                answers.all();
            }
        }
    }
}
