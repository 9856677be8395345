package dev.groundswell.local.dlq;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import dev.groundswell.local.process.LaunchException;

/// The dead-letter topics of one Kafka. What is sent back is remembered there, as committed offsets of the group [#GROUP].
///
/// Confined to one thread. Fails with [LaunchException] when Kafka does not answer within half a minute.
public final class DeadLetterTopics implements AutoCloseable {

    /// Has no members, only offsets.
    public static final String GROUP = "dead-letter-replay";

    private static final String SUFFIX = ".dlq";
    private static final String WAY_BACK = ".replay";
    private static final int BOUND_SECONDS = 30;
    private static final Duration POLL = Duration.ofMillis(200);
    /// Records between two commits: a tool that dies sends so many twice at most, which handlers bear.
    private static final int CHUNK = 200;

    private final String kafka;
    private final Admin admin;

    /// @param kafka `host:port`
    public DeadLetterTopics(String kafka) {
        this.kafka = kafka;
        this.admin = Admin.create(Map.of("bootstrap.servers", kafka, "default.api.timeout.ms", BOUND_SECONDS * 1000));
    }

    /// Some of the letters that wait, and how many there are.
    public record Waiting(List<DeadLetter> letters, long total) {}

    /// Sorted.
    public List<String> names() {
        return result(admin.listTopics().names()).stream().filter(name -> name.endsWith(SUFFIX)).sorted().toList();
    }

    /// What is on a dead-letter topic and has not been sent back, the oldest first.
    ///
    /// @param most to be told in full
    public Waiting waiting(String name, int most) {
        List<DeadLetter> letters = new ArrayList<>();
        long[] total = {0};
        read(name, replayed(name), record -> {
            total[0]++;
            if (letters.size() < most) {
                letters.add(DeadLetter.of(record));
            }
        }, () -> false);
        return new Waiting(List.copyOf(letters), total[0]);
    }

    /// Sends the oldest letters back to the group that put them aside, into the partitions they came from, and returns how many: those that
    /// wait now, not those that come back meanwhile. Of a failure on the way at most the last chunk is sent again by the next call.
    public int replay(String name, int limit) {
        int[] sent = {0};
        Replayed[] done = {replayed(name)};
        try (Sending sending = new Sending(name)) {
            read(name, done[0], record -> {
                sending.add(record);
                done[0] = done[0].through(record.offset());
                sent[0]++;
                if (sending.size() >= CHUNK || sent[0] == limit) {
                    sending.finish();
                    remember(name, done[0]);
                }
            }, () -> sent[0] >= limit);
            sending.finish();
        }
        if (sent[0] > 0) {
            remember(name, done[0]);
        }
        return sent[0];
    }

    /// Sends one letter back.
    public void replayOne(String name, long offset) {
        Replayed before = replayed(name);
        Replayed after = before.with(offset);
        if (before.has(offset)) {
            throw new LaunchException("the letter at offset " + offset + " of " + name + " has been sent back already");
        }
        if (!after.fits()) {
            throw new LaunchException(
                    name + " has too many single replays to remember one more: replay it from the beginning, without --offset");
        }
        boolean[] found = {false};
        try (Sending sending = new Sending(name)) {
            read(name, new Replayed(offset, after.single().headSet(0L)), record -> {
                if (record.offset() == offset) {
                    sending.add(record);
                    found[0] = true;
                }
            }, () -> true);
            sending.finish();
        }
        if (!found[0]) {
            throw new LaunchException("there is no letter at offset " + offset + " of " + name);
        }
        remember(name, after);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }

    /// Gives what is on the topic by now and not replayed, in its order, until there is no more or it is enough.
    private void read(String name, Replayed replayed, Consumer<ConsumerRecord<byte[], byte[]>> each, BooleanSupplier enough) {
        TopicPartition partition = partition(name);
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka, "enable.auto.commit", false, "allow.auto.create.topics", false,
                "default.api.timeout.ms", BOUND_SECONDS * 1000, "max.poll.records", CHUNK);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            long begin = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            consumer.seek(partition, Math.max(begin, replayed.next()));
            long lastProgress = System.nanoTime();
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    lastProgress = System.nanoTime();
                    if (record.offset() < end && !replayed.has(record.offset())) {
                        each.accept(record);
                        if (enough.getAsBoolean()) {
                            return;
                        }
                    }
                }
                if (System.nanoTime() - lastProgress > TimeUnit.SECONDS.toNanos(BOUND_SECONDS)) {
                    throw new LaunchException(name + " could not be read within " + BOUND_SECONDS + " s");
                }
            }
        } catch (KafkaException e) {
            throw new LaunchException(name + " could not be read: " + e.getMessage(), e);
        }
    }

    private Replayed replayed(String name) {
        return Replayed.from(result(admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata()).get(partition(name)));
    }

    private void remember(String name, Replayed replayed) {
        var _ = result(admin.alterConsumerGroupOffsets(GROUP, Map.of(partition(name), replayed.committed())).all());
    }

    private static TopicPartition partition(String name) {
        return new TopicPartition(name, 0);
    }

    private static <T> T result(KafkaFuture<T> future) {
        return result(future.toCompletionStage().toCompletableFuture());
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get(BOUND_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new LaunchException("kafka refuses: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new LaunchException("kafka does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("interrupted while asking kafka");
        }
    }

    /// Records on their way back, until [#finish()] says that Kafka has them.
    private final class Sending implements AutoCloseable {
        private final String topic;
        private final int partitions;
        private final KafkaProducer<byte[], byte[]> producer;
        private final List<Future<RecordMetadata>> inFlight = new ArrayList<>();

        Sending(String name) {
            this.topic = name.substring(0, name.length() - SUFFIX.length()) + WAY_BACK;
            this.partitions = partitionsOf(topic);
            this.producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", kafka, "acks", "all", "enable.idempotence", true, "delivery.timeout.ms",
                            BOUND_SECONDS * 1000, "request.timeout.ms", 10_000, "max.block.ms", 10_000, "linger.ms", 5),
                    new ByteArraySerializer(), new ByteArraySerializer());
        }

        int size() {
            return inFlight.size();
        }

        void add(ConsumerRecord<byte[], byte[]> record) {
            int origin = DeadLetter.partition(record);
            // One that does not say where it came from is spread by its key.
            Integer partition = origin >= 0 && origin < partitions ? Integer.valueOf(origin) : null;
            inFlight.add(producer.send(new ProducerRecord<>(topic, partition, record.key(), record.value(), record.headers())));
        }

        void finish() {
            producer.flush();
            inFlight.forEach(one -> {
                var _ = result(one);
            });
            inFlight.clear();
        }

        @Override
        public void close() {
            producer.close(Duration.ofSeconds(5));
        }

        private int partitionsOf(String name) {
            if (!result(admin.listTopics().names()).contains(name)) {
                throw new LaunchException("topic " + name + " is missing: ./dev up creates it");
            }
            return result(admin.describeTopics(List.of(name)).allTopicNames()).values().iterator().next().partitions().size();
        }
    }
}
