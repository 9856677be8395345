package dev.groundswell.pricing.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// The other end of Kafka: puts records on topics and reads topics from their beginning. Confined to one test.
public final class Wire implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", PricingParts.kafka(), "acks", "all"),
            new StringSerializer(), new ByteArraySerializer());
    private final KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
            Map.of("bootstrap.servers", PricingParts.kafka(), "allow.auto.create.topics", false), new StringDeserializer(),
            new ByteArrayDeserializer());

    /// Puts a record on partition 0; [#flush] sends what was put.
    public void put(String topic, String key, byte[] value, Map<String, String> headers) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, 0, key, value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        var sending = producer.send(record);
        if (sending.isCancelled()) {
            throw new IllegalStateException("not sent: " + key);
        }
    }

    /// Returns when Kafka has all that was put.
    public void flush() {
        producer.flush();
    }

    /// Returns the topic's records that match, as soon as there are as many as wanted. Fails after a while.
    public List<ConsumerRecord<String, byte[]>> await(String topic, int wanted, Predicate<ConsumerRecord<String, byte[]>> matching) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream().map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (found.size() < wanted && System.nanoTime() < end) {
            consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                if (matching.test(record)) {
                    found.add(record);
                }
            });
        }
        if (found.size() < wanted) {
            throw new AssertionError("only " + found.size() + " of " + wanted + " records on " + topic);
        }
        return found;
    }

    /// A header's text; a header that is not there fails.
    public static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null) {
            throw new AssertionError("no header " + name + " in " + record);
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
