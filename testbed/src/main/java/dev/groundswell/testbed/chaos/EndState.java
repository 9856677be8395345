package dev.groundswell.testbed.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.groundswell.local.testing.TestParts;
import dev.groundswell.local.testing.TestSuite;

/// Reads what lies behind the services: databases at their primary, events on Kafka.
final class EndState {

    private static final List<String> GROUPS = List.of("pricing", "catalog", "order");
    private static final int PATIENCE_SECONDS = 20;
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String ORDERS = """
            SELECT o.id::text, o.customer_id, o.status, o.total, o.version,
                   CASE WHEN o.status IN ('queued', 'priced') THEN NULL ELSE coalesce(o.settled_at, o.updated_at) END AS ended,
                   ARRAY(SELECT k.key FROM idempotency_keys k WHERE k.order_id = o.id) AS keys,
                   ARRAY(SELECT r ->> 'code' FROM jsonb_array_elements(coalesce(o.reasons, '[]')) r) AS reasons,
                   ARRAY(SELECT l.sku || ' ' || l.quantity FROM order_lines l WHERE l.order_id = o.id) AS lines
            FROM orders o
            """;
    private static final String LONELY = "SELECT customer_id || '/' || key FROM idempotency_keys k WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.id = k.order_id)";
    private static final String MOVING = """
            SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM orders WHERE status IN ('queued', 'priced'))
            """;
    private static final String RESERVED = "SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM stock WHERE reserved <> 0)";

    private final TestSuite suite;

    EndState(TestSuite suite) {
        this.suite = suite;
    }

    /// Orders that are not settled, events that are not published or not consumed, skus that are reserved: 0 when everything has come to rest.
    long moving() {
        long moving = numbers("catalog", RESERVED) + unread();
        for (String shard : shards()) {
            moving += numbers(shard, MOVING);
        }
        return moving;
    }

    /// Order events that a group has not acknowledged.
    private long unread() {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, suite.kafka()))) {
            long unread = 0;
            for (String group : GROUPS) {
                Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                Set<String> topics = read.keySet().stream().map(TopicPartition::topic).collect(Collectors.toSet());
                Map<TopicPartition, OffsetSpec> all = new HashMap<>();
                admin.describeTopics(topics).allTopicNames().get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .forEach((topic, described) -> described.partitions()
                                .forEach(partition -> all.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest())));
                for (var end : admin.listOffsets(all).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS).entrySet()) {
                    OffsetAndMetadata committed = read.get(end.getKey());
                    unread += end.getValue().offset() - (committed == null ? 0 : committed.offset());
                }
            }
            return unread;
        } catch (ExecutionException | TimeoutException e) {
            throw new ChaosException("Kafka does not tell what was consumed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChaosException("interrupted while asking Kafka", e);
        }
    }

    Found read() {
        List<Found.Row> orders = new ArrayList<>();
        List<String> lonely = new ArrayList<>();
        for (String shard : shards()) {
            ask(shard, ORDERS, row -> orders.add(order(shard, row)));
            ask(shard, LONELY, row -> lonely.add(row.getString(1)));
        }
        Map<String, Found.Stock> stock = new TreeMap<>();
        ask("catalog", "SELECT sku, on_hand, reserved FROM stock",
                row -> stock.put(row.getString(1), new Found.Stock(row.getLong(2), row.getLong(3))));
        Map<String, Long> unpublished = new TreeMap<>();
        Stream.concat(shards().stream(), Stream.of("catalog", "pricing"))
                .forEach(database -> unpublished.put(database, numbers(database, "SELECT count(*) FROM outbox")));
        List<Found.Told> told = new ArrayList<>();
        List<String> deadLetters = new ArrayList<>();
        events(told, deadLetters);
        return new Found(orders, lonely, stock, unpublished, told, deadLetters);
    }

    /// The first two and those that were added.
    private List<String> shards() {
        List<String> shards = new ArrayList<>(Impact.SHARDS);
        ask(Impact.SHARDS.getFirst(), "SELECT name FROM shards ORDER BY name", row -> shards.add(row.getString(1)));
        return shards;
    }

    private static Found.Row order(String shard, ResultSet row) throws SQLException {
        Map<String, Long> lines = new HashMap<>();
        for (String line : texts(row.getArray("lines"))) {
            int space = line.lastIndexOf(' ');
            lines.merge(line.substring(0, space), Long.parseLong(line.substring(space + 1)), Long::sum);
        }
        long total = row.getLong("total");
        boolean priced = !row.wasNull();
        return new Found.Row(row.getString(1), shard, row.getString("customer_id"), texts(row.getArray("keys")), row.getString("status"),
                lines,
                priced ? Long.valueOf(total) : null, texts(row.getArray("reasons")), row.getInt("version"),
                instant(row.getTimestamp("ended")));
    }

    private static List<String> texts(Array array) throws SQLException {
        return Arrays.stream((Object[]) array.getArray()).map(String::valueOf).toList();
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    private void events(List<Found.Told> told, List<String> deadLetters) {
        Map<String, Object> settings = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, suite.kafka(),
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().entrySet().stream().filter(topic -> topic.getKey().startsWith("order-"))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (ConsumerRecord<String, byte[]> event : consumer.poll(POLL)) {
                    if (event.topic().endsWith(".dlq")) {
                        deadLetters.add(event.topic() + ": " + event.key());
                    } else if (!event.topic().endsWith(".replay")) {
                        told.add(told(event));
                    }
                }
            }
        }
    }

    private static Found.Told told(ConsumerRecord<String, byte[]> event) {
        JsonNode order = JSON.createObjectNode();
        try {
            order = JSON.readTree(event.value());
        } catch (IOException notJson) {
            // an event that says nothing
        }
        JsonNode total = order.path("total").path("amount");
        return new Found.Told(event.topic(), event.key(), order.path("status").asText(""),
                total.isNumber() ? Long.valueOf(total.asLong()) : null,
                eventId(event));
    }

    private static String eventId(ConsumerRecord<String, byte[]> event) {
        Header id = event.headers().lastHeader("ce_id");
        return id == null ? "" : new String(id.value(), StandardCharsets.UTF_8);
    }

    private long numbers(String database, String question) {
        List<Long> numbers = new ArrayList<>();
        ask(database, question, row -> numbers.add(row.getLong(1)));
        return numbers.stream().mapToLong(Long::longValue).sum();
    }

    private void ask(String database, String question, RowReader reader) {
        TestParts.Database where = suite.database(database);
        try (Connection connection = DriverManager.getConnection(where.jdbcUrl(), where.user(), where.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            while (rows.next()) {
                reader.read(rows);
            }
        } catch (SQLException e) {
            throw new ChaosException("cannot look into " + database + ": " + e.getMessage(), e);
        }
    }

    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }
}
