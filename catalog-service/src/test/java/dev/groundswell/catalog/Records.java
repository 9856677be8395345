package dev.groundswell.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import dev.groundswell.platform.events.OrderEvent;
import dev.groundswell.platform.events.Topic;

/// Kafka from outside: sends what others would, and keeps what it saw. One thread at a time.
public final class Records implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final int SLOTS_A_PARTITION = 80;

    private final ObjectMapper mapper = new ObjectMapper().registerModule(new JavaTimeModule());
    private final Map<String, Object> broker = Map.of("bootstrap.servers", Api.setting("kafka.bootstrap.servers"));
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(broker, new StringSerializer(), new ByteArraySerializer());
    private final Map<String, KafkaConsumer<String, byte[]>> consumers = new HashMap<>();
    private final Map<String, List<ConsumerRecord<String, byte[]>>> seen = new HashMap<>();

    /// Sends an order as its slot's partition wants it.
    public void send(Topic topic, OrderEvent order) {
        try {
            send(topic.baseName(), order.slot() / SLOTS_A_PARTITION, order.id().toString(), mapper.writeValueAsBytes(order));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns when Kafka has it.
    public void send(String topic, int partition, String key, byte[] value) {
        try {
            var record = new ProducerRecord<>(topic, partition, key, value);
            record.headers().add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".getBytes(StandardCharsets.UTF_8));
            var _ = producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /// All records of the key that are on the topic by now.
    public synchronized List<ConsumerRecord<String, byte[]>> on(String topic, String key) {
        List<ConsumerRecord<String, byte[]>> known = seen.computeIfAbsent(topic, t -> new ArrayList<>());
        consumer(topic).poll(POLL).forEach(known::add);
        return known.stream().filter(record -> key.equals(record.key())).toList();
    }

    public JsonNode json(ConsumerRecord<String, byte[]> record) {
        try {
            return mapper.readTree(record.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
        consumers.values().forEach(KafkaConsumer::close);
    }

    private KafkaConsumer<String, byte[]> consumer(String topic) {
        return consumers.computeIfAbsent(topic, t -> {
            KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(broker, new StringDeserializer(), new ByteArrayDeserializer());
            List<TopicPartition> partitions = consumer.partitionsFor(t).stream().map(p -> new TopicPartition(t, p.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return consumer;
        });
    }
}
