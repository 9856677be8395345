package dev.groundswell.platform.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.KafkaProducer;

class ConsumersTest {

    private static final String STRATEGY = "mp.messaging.incoming.%s.commit-strategy";

    @Test
    void whatCommitsNothingOnlyListens() {
        Consumers consumers = new Consumers(running("order-placed", "changes"),
                config(Map.of(STRATEGY.formatted("changes"), "ignore", STRATEGY.formatted("order-placed"), "latest")));

        assertThat(consumers.ofWork()).containsExactly("order-placed");
        assertThat(consumers.thatListen()).containsExactly("changes");
    }

    @Test
    void whatSaysNothingAboutItsCommitsIsWork() {
        Consumers consumers = new Consumers(running("order-placed"),
                config(Map.of("mp.messaging.connector.smallrye-kafka.commit-strategy", "latest", STRATEGY.formatted("changes"), "ignore")));

        assertThat(consumers.ofWork()).containsExactly("order-placed");
        assertThat(consumers.thatListen()).isEmpty();
    }

    @Test
    void eachConsumerOfAChannelIsWhatItsChannelIs() {
        Consumers consumers = new Consumers(running("changes$1", "changes$2", "order-placed$1"),
                config(Map.of(STRATEGY.formatted("changes"), "ignore")));

        assertThat(consumers.ofWork()).containsExactly("order-placed$1");
        assertThat(consumers.thatListen()).containsExactlyInAnyOrder("changes$1", "changes$2");
    }

    private static SmallRyeConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder().withSources(new PropertiesConfigSource(settings, "of the test", 1)).build();
    }

    private static KafkaClientService running(String... consumers) {
        return new KafkaClientService() {
            @Override
            public <K, V> List<KafkaConsumer<K, V>> getConsumers(String name) {
                throw new UnsupportedOperationException("nobody asks");
            }

            @Override
            public <K, V> KafkaProducer<K, V> getProducer(String name) {
                throw new UnsupportedOperationException("nobody asks");
            }

            @Override
            public Set<String> getConsumerChannels() {
                return Set.of(consumers);
            }

            @Override
            public Set<String> getProducerChannels() {
                return Set.of();
            }
        };
    }
}
