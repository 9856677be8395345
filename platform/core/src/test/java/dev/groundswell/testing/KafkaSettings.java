package dev.groundswell.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.PartitionInfo;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;

/// What the clients of a running service were really made with: the map each was given, read the way the client itself reads it, so that
/// defaults, ours and the connector's, are in it. The connector's own defaults lose orders (`acks=1`, `latest`).
public final class KafkaSettings {

    private static final int MOST_IN_FLIGHT = 5;
    private static final Duration SOON = Duration.ofSeconds(20);

    private final KafkaClientService clients;

    public KafkaSettings(KafkaClientService clients) {
        this.clients = clients;
    }

    /// No producer loses or reorders what it was given.
    public void letNoProducerLoseAnything() {
        assertThat(clients.getProducerChannels()).as("outgoing channels").isNotEmpty();
        for (String channel : clients.getProducerChannels()) {
            ProducerConfig settings = new ProducerConfig(read(clients.getProducer(channel).configuration()));
            assertThat(settings.getString("acks")).as("acks of " + channel).isIn("all", "-1");
            assertThat(settings.getBoolean("enable.idempotence")).as("enable.idempotence of " + channel).isTrue();
            assertThat(settings.getInt("max.in.flight.requests.per.connection")).as("in flight of " + channel).isBetween(1, MOST_IN_FLIGHT);
        }
    }

    /// No consumer skips what was there before it, or commits what it has not done.
    ///
    /// @param workChannels channels whose every record counts
    public void letNoConsumerSkipAnything(String... workChannels) {
        Set<String> channels = clients.getConsumerChannels();
        assertThat(channels.stream().map(KafkaSettings::name)).as("incoming channels").contains(workChannels);
        for (String channel : channels.stream().filter(channel -> List.of(workChannels).contains(name(channel))).toList()) {
            ConsumerConfig settings = new ConsumerConfig(read(clients.getConsumer(channel).configuration()));
            assertThat(settings.getString("auto.offset.reset")).as("auto.offset.reset of " + channel).isEqualTo("earliest");
            assertThat(settings.getBoolean("enable.auto.commit")).as("enable.auto.commit of " + channel).isFalse();
            assertThat(settings.getBoolean("allow.auto.create.topics")).as("allow.auto.create.topics of " + channel).isFalse();
        }
    }

    /// A dead process is missed soon, not because of one late heartbeat, and partitions are dealt out in ranges.
    public void letADeadConsumerBeReplacedSoon() {
        assertThat(clients.getConsumerChannels()).as("incoming channels").isNotEmpty();
        for (String channel : clients.getConsumerChannels()) {
            ConsumerConfig settings = new ConsumerConfig(read(clients.getConsumer(channel).configuration()));
            assertThat(settings.getInt("session.timeout.ms") + settings.getInt("heartbeat.interval.ms"))
                    .as("milliseconds until the partitions of " + channel + " move").isLessThanOrEqualTo(10_000);
            assertThat(settings.getInt("heartbeat.interval.ms") * 3).as("three heartbeats of " + channel)
                    .isLessThan(settings.getInt("session.timeout.ms"));
            assertThat(settings.getList("partition.assignment.strategy")).as("assignor of " + channel)
                    .containsExactly(RangeAssignor.class.getName());
        }
    }

    /// Each topic of a channel of work has a dead-letter topic of the group, and one by which letters come back, which the channel reads and in which
    /// they find their old partition.
    ///
    /// @param listeners channels that only listen
    public void letDeadLettersHaveAPlaceAndAWayBack(String group, String... listeners) {
        Set<String> channels = clients.getConsumerChannels();
        List<String> work = channels.stream().filter(channel -> !List.of(listeners).contains(name(channel))).toList();
        assertThat(work).as("channels of work").isNotEmpty();
        for (String channel : work) {
            KafkaConsumer<Object, Object> consumer = clients.getConsumer(channel);
            Function<Consumer<Object, Object>, Set<String>> asking = Consumer::subscription;
            Set<String> read = consumer.runOnPollingThread(asking).await().atMost(SOON);
            Map<String, List<PartitionInfo>> there = consumer.lisTopics(SOON).await().atMost(SOON);
            assertThat(read).as("topics of " + channel).hasSize(2);
            for (String topic : read.stream().filter(topic -> !topic.endsWith(".replay")).toList()) {
                String replay = topic + "." + group + ".replay";
                assertThat(read).as("topics of " + channel).contains(replay);
                assertThat(there).as("topics of Kafka").containsKeys(topic + "." + group + ".dlq", replay);
                assertThat(there.get(replay)).as("partitions of " + replay).hasSameSizeAs(there.get(topic));
            }
        }
    }

    /// Channels that only listen begin with what comes after the start, each in a group that no other process is in, and commit nothing that a later
    /// process would go on from.
    ///
    /// @param group which work is shared in
    public void letListenersStandAlone(String group, String... listeners) {
        assertThat(clients.getConsumerChannels().stream().map(KafkaSettings::name)).as("incoming channels").contains(listeners);
        for (String channel : listeners) {
            ConsumerConfig settings = new ConsumerConfig(read(clients.getConsumer(channel).configuration()));
            assertThat(settings.getString("auto.offset.reset")).as("auto.offset.reset of " + channel).isEqualTo("latest");
            assertThat(settings.getBoolean("enable.auto.commit")).as("enable.auto.commit of " + channel).isFalse();
            assertThat(settings.getString("group.id")).as("group of " + channel).matches(group + "-[0-9a-f-]{36}");
            Config config = ConfigProvider.getConfig();
            assertThat(config.getValue("mp.messaging.incoming." + channel + ".commit-strategy", String.class)).isEqualTo("ignore");
            assertThat(config.getValue("mp.messaging.incoming." + channel + ".failure-strategy", String.class)).isEqualTo("ignore");
            assertThat(config.getValue("mp.messaging.incoming." + channel + ".consumer-rebalance-listener.name", String.class))
                    .isEqualTo("changes");
        }
    }

    /// A channel with several consumers stands once for each, as `name$1`, `name$2`.
    private static String name(String channel) {
        return channel.split("\\$", 2)[0];
    }

    private static Map<String, Object> read(Map<String, ?> given) {
        return new HashMap<>(given);
    }
}
