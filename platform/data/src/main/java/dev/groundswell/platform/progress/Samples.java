package dev.groundswell.platform.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;

import dev.groundswell.platform.progress.Sample.Offsets;

/// Asks consumers of work where they are, and Kafka what is committed and what is there. Blocks its caller for some seconds at most.
///
/// Offsets come from a client of its own: a consumer's thread is not held up by an answer that takes long, and one that hangs hides nothing.
final class Samples implements AutoCloseable {

    private static final Duration CONSUMER_BOUND = Duration.ofSeconds(4);
    private static final int KAFKA_BOUND_SECONDS = 4;
    /// A position is known at once or not yet at all.
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final KafkaClientService clients;
    private final Consumers ours;
    private final Batches batches;
    private @Nullable Admin admin;
    private boolean closed;

    Samples(KafkaClientService clients, Consumers ours, Batches batches) {
        this.clients = clients;
        this.ours = ours;
        this.batches = batches;
    }

    private record Standing(String consumer, Work work, Optional<Map<TopicPartition, Long>> positions) {

        Set<TopicPartition> partitions() {
            return positions.map(Map::keySet).orElse(Set.of());
        }
    }

    /// Fails when Kafka does not answer. A consumer that does not is in its sample.
    List<Sample> take() throws ExecutionException, TimeoutException, InterruptedException {
        Set<String> consumers = ours.ofWork();
        List<Standing> standing = Uni.join().all(consumers.stream().map(this::standing).toList()).andFailFast().await()
                .atMost(CONSUMER_BOUND.multipliedBy(2));
        Map<TopicPartition, Long> committed = new HashMap<>();
        for (String group : consumers.stream().map(this::group).collect(Collectors.toSet())) {
            committed.putAll(committed(group));
        }
        Map<TopicPartition, Long> positions = new HashMap<>();
        standing.forEach(one -> positions.putAll(one.positions().orElse(Map.of())));
        // A log may begin after what was committed: whatever lay between is gone, not owed.
        Map<TopicPartition, Long> starts = offsets(OffsetSpec.earliest(), positions.keySet().stream()
                .filter(partition -> positions.getOrDefault(partition, 0L) > committed.getOrDefault(partition, 0L))
                .collect(Collectors.toSet()));
        Map<TopicPartition, Long> ends = offsets(OffsetSpec.latest(), positions.keySet());
        List<Sample> samples = new ArrayList<>();
        for (Standing one : standing) {
            samples.add(new Sample(one.consumer(), one.work().begun(), one.work().busy(), one.work().waits(),
                    one.positions().map(at -> at.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> new Offsets(
                            entry.getValue(),
                            Math.max(committed.getOrDefault(entry.getKey(), 0L), starts.getOrDefault(entry.getKey(), 0L)),
                            ends.getOrDefault(entry.getKey(), 0L),
                            acknowledged(one.work(), entry.getKey())))))));
        }
        return samples;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }

    private Uni<Standing> standing(String name) {
        KafkaConsumer<Object, Object> consumer = clients.getConsumer(name);
        Function<Consumer<Object, Object>, Map<TopicPartition, Long>> asking = Samples::positions;
        return consumer.runOnPollingThread(asking)
                .map(Optional::of)
                .ifNoItem()
                .after(CONSUMER_BOUND)
                .fail()
                .onFailure()
                .recoverWithItem(Optional.empty())
                .map(positions -> new Standing(name, batches.of(name), positions));
    }

    private static Map<TopicPartition, Long> positions(Consumer<Object, Object> consumer) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        for (TopicPartition partition : new HashSet<>(consumer.assignment())) {
            try {
                positions.put(partition, consumer.position(partition, AT_ONCE));
            } catch (org.apache.kafka.common.errors.TimeoutException newlyAssigned) {
                // nothing of it was delivered yet
            }
        }
        return positions;
    }

    private String group(String consumer) {
        return String.valueOf(clients.getConsumer(consumer).configuration().get(ConsumerConfig.GROUP_ID_CONFIG));
    }

    private Map<TopicPartition, Long> committed(String group) throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> answer = admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()
                .get(KAFKA_BOUND_SECONDS, TimeUnit.SECONDS);
        Map<TopicPartition, Long> committed = new HashMap<>();
        answer.forEach((partition, offset) -> {
            if (offset != null) {
                committed.put(partition, offset.offset());
            }
        });
        return committed;
    }

    private Map<TopicPartition, Long> offsets(OffsetSpec which, Set<TopicPartition> partitions)
            throws ExecutionException, TimeoutException, InterruptedException {
        if (partitions.isEmpty()) {
            return Map.of();
        }
        return admin().listOffsets(partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> which))).all()
                .get(KAFKA_BOUND_SECONDS, TimeUnit.SECONDS).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    private static long acknowledged(Work work, TopicPartition partition) {
        Long offset = work.acknowledged(partition);
        return offset == null ? 0 : offset;
    }

    /// Speaks to the same Kafka in the same way as the consumers do.
    private synchronized Admin admin() throws TimeoutException {
        if (closed) {
            throw new TimeoutException("the process stops");
        }
        if (admin == null) {
            Map<String, Object> settings = new HashMap<>(
                    clients.getConsumer(ours.ofWork().iterator().next()).configuration());
            settings.keySet().retainAll(AdminClientConfig.configNames());
            settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "consumer-watch");
            settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, KAFKA_BOUND_SECONDS * 1000);
            settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, KAFKA_BOUND_SECONDS * 1000);
            admin = Admin.create(settings);
        }
        return admin;
    }
}
