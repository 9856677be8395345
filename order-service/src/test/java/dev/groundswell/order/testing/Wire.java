package dev.groundswell.order.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.google.errorprone.annotations.CanIgnoreReturnValue;

import dev.groundswell.platform.commerce.Money;
import dev.groundswell.platform.events.OrderEvent;
import dev.groundswell.platform.sharding.Slots;
import dev.groundswell.platform.sharding.SlottedIds;

/// Plays pricing-service and catalog-service: sends order events as they would, and reads what order-service tells.
public final class Wire implements AutoCloseable {

    public static final Duration SOON = Duration.ofSeconds(15);
    private static final int PARTITIONS = 12;

    private final ObjectMapper mapper = new ObjectMapper().registerModule(new JavaTimeModule());
    private final String kafka = OrderParts.running().kafka();
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(Map.of("bootstrap.servers", kafka), new StringSerializer(),
            new ByteArraySerializer());

    /// The event about `order` on `topic`, read from the topic's beginning, waiting for it.
    @CanIgnoreReturnValue
    public ConsumerRecord<String, byte[]> await(String topic, UUID order) {
        return Awaitility.await().atMost(SOON)
                .until(() -> all(topic, record -> order.toString().equals(record.key())).stream().findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /// Everything on `topic` now that passes.
    public List<ConsumerRecord<String, byte[]>> all(String topic, Predicate<ConsumerRecord<String, byte[]>> filter) {
        try (var consumer = new KafkaConsumer<>(Map.<String, Object>of("bootstrap.servers", kafka), new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (filter.test(record)) {
                        found.add(record);
                    }
                });
            }
            return found;
        }
    }

    public OrderEvent read(ConsumerRecord<String, byte[]> record) {
        try {
            return mapper.readValue(record.value(), OrderEvent.class);
        } catch (IOException e) {
            throw new AssertionError("not an order event: " + new String(record.value(), UTF_8), e);
        }
    }

    /// The order as it stands now, as an event would tell it.
    public OrderEvent order(UUID id) {
        try {
            return mapper.readValue(Shop.admin().get("/api/orders/" + id).then().statusCode(200).extract().asByteArray(), OrderEvent.class);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Sends `order` on `topic` and waits until it is there.
    public void send(String topic, OrderEvent order) {
        try {
            int partition = SlottedIds.slotOf(order.id()).orElseThrow() * PARTITIONS / Slots.COUNT;
            producer.send(new ProducerRecord<>(topic, partition, order.id().toString(), mapper.writeValueAsBytes(order))).get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    public void sendRaw(String topic, String key, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /// The order at `unit` a piece, whatever the sku.
    public static OrderEvent priced(OrderEvent order, long unit) {
        List<OrderEvent.Line> lines = order.lines()
                .stream()
                .map(line -> new OrderEvent.Line(line.sku(), line.quantity(), new Money("GBP", unit),
                        new Money("GBP", unit * line.quantity())))
                .toList();
        return order.priced(lines, new Money("GBP", lines.stream().mapToLong(line -> unit * line.quantity()).sum()));
    }

    @Override
    public void close() {
        producer.close();
    }
}
