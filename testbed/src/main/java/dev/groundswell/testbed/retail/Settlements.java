package dev.groundswell.testbed.retail;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

/// What order-service has told of settled orders since this was made: the other side of what it shows over HTTP. An event may arrive twice, but of an order
/// there is one end only. Listens on a thread of its own; without Kafka's address it has nothing to say.
final class Settlements implements AutoCloseable {

    private static final String CONFIRMED = "order-confirmed";
    private static final String REJECTED = "order-rejected";
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_AGAIN_MILLIS = 100;

    private final Map<String, Set<String>> told = new ConcurrentHashMap<>();
    private final @Nullable KafkaConsumer<String, byte[]> consumer;
    private final @Nullable Thread listener;

    private Settlements(@Nullable KafkaConsumer<String, byte[]> consumer) {
        this.consumer = consumer;
        this.listener = consumer == null ? null : Thread.ofPlatform().daemon().name("settlements").start(() -> listen(consumer));
    }

    static Settlements listeningTo(Optional<String> kafka) {
        if (kafka.isEmpty()) {
            return new Settlements(null);
        }
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.get(), ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000),
                new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : List.of(CONFIRMED, REJECTED)) {
            consumer.partitionsFor(topic).forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Positions are looked up when they are first needed: now, not after the replay has begun.
        partitions.forEach(consumer::position);
        return new Settlements(consumer);
    }

    /// The number of orders whose end has been told so far; empty without Kafka.
    OptionalInt count() {
        return listener == null ? OptionalInt.empty() : OptionalInt.of(told.size());
    }

    /// What contradicts the orders as they are shown, a sentence each. The last events may be on their way: they are waited for, a minute at most.
    List<String> discrepancies(List<SoldOrder> orders) throws InterruptedException {
        if (listener == null) {
            return List.of();
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (listener.isAlive() && System.nanoTime() < deadline
                && orders.stream().anyMatch(order -> order.settled() && !told.containsKey(order.id()))) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        return contradictions(orders, told);
    }

    static List<String> contradictions(List<SoldOrder> orders, Map<String, Set<String>> told) {
        List<String> found = new ArrayList<>();
        for (SoldOrder order : orders) {
            Set<String> ends = told.getOrDefault(order.id(), Set.of());
            if (order.settled() && !ends.equals(Set.of(order.status()))) {
                found.add("order " + order.id() + " is " + order.status() + ", told was "
                        + (ends.isEmpty() ? "nothing" : String.join(" and ", ends)));
            }
        }
        return found;
    }

    private void listen(KafkaConsumer<String, byte[]> from) {
        try (from) {
            for (;;) {
                for (ConsumerRecord<String, byte[]> record : from.poll(POLL)) {
                    if (settles(record)) {
                        told.computeIfAbsent(record.key(), first -> ConcurrentHashMap.newKeySet())
                                .add(record.topic().equals(CONFIRMED) ? "confirmed" : "rejected");
                    }
                }
            }
        } catch (WakeupException closed) {
            // by close()
        }
    }

    /// Pricing's and catalog's verdicts pass through the same topic, with the status the order had before.
    private static boolean settles(ConsumerRecord<String, byte[]> record) {
        if (record.topic().equals(CONFIRMED)) {
            return true;
        }
        try {
            JsonNode order = ShopClient.JSON.readTree(record.value());
            return order.path("status").asText().equals("rejected");
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        if (consumer != null) {
            consumer.wakeup();
        }
    }
}
