package dev.groundswell.testbed.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

import dev.groundswell.local.testing.TestParts;
import dev.groundswell.local.testing.TestSuite;

/// What no client sees: the databases, the events and the logs of a running suite. Thread-safe.
public record Behind(TestSuite suite) {
    private static final Duration POLL = Duration.ofSeconds(5);

    /// How many events a database has not published yet.
    public long unpublished(String database) {
        TestParts.Database where = suite.database(database);
        try (Connection connection = DriverManager.getConnection(where.jdbcUrl(), where.user(), where.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM outbox")) {
            if (!row.next()) {
                throw new IllegalStateException("count(*) without a row");
            }
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot look into the outbox of " + database, e);
        }
    }

    /// The headers of the topic's newest event with this key; empty when there is none now.
    public Optional<Map<String, String>> eventHeaders(String topic, String key) {
        Map<String, Object> settings = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, suite.kafka());
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition())).toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Optional<Map<String, String>> found = Optional.empty();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (var event : consumer.poll(POLL)) {
                    if (key.equals(event.key())) {
                        found = Optional.of(texts(event.headers()));
                    }
                }
            }
            return found;
        }
    }

    /// The lines of an instance's log that name the word.
    public List<String> logged(String instance, String word) {
        try (var lines = Files.lines(suite.logs().resolve(instance + ".log"))) {
            return lines.filter(line -> line.contains(word)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("no log of " + instance, e);
        }
    }

    private static Map<String, String> texts(Iterable<Header> headers) {
        return StreamSupport.stream(headers.spliterator(), false)
                .collect(Collectors.toMap(Header::key, header -> new String(header.value(), StandardCharsets.UTF_8)));
    }
}
