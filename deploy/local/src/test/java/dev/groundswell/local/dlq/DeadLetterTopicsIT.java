package dev.groundswell.local.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

import dev.groundswell.local.process.LaunchException;
import dev.groundswell.local.testing.TestParts;

class DeadLetterTopicsIT {
    private static final String NAME = "order-priced.catalog.dlq";

    @Test
    void lettersGoBackIntoTheirPartitionsAndAreNotListedAgain() throws Exception {
        try (TestParts parts = TestParts.shared("--databases", "orders", "--no-replica", "--partitions", "4");
                DeadLetterTopics topics = new DeadLetterTopics(parts.kafka())) {
            assertThat(topics.names()).hasSize(8).contains(NAME, "order-rejected.order.dlq");
            assertThat(topics.waiting(NAME, 10).total()).isZero();
            bury(parts.kafka(), 5);
            assertThat(topics.waiting(NAME, 2).total()).isEqualTo(5);
            assertThat(topics.waiting(NAME, 2).letters()).extracting(DeadLetter::originTopic, DeadLetter::originPartition,
                    DeadLetter::originOffset, DeadLetter::key, DeadLetter::reason)
                    .containsExactly(tuple("order-priced", 3, 100L, "key-0", "bad luck"),
                            tuple("order-priced", 3, 101L, "key-1", "bad luck"));

            topics.replayOne(NAME, 3);
            assertThat(offsets(topics)).containsExactly(0L, 1L, 2L, 4L);
            assertThatThrownBy(() -> topics.replayOne(NAME, 3)).isInstanceOf(LaunchException.class).hasMessageContaining("already");
            assertThatThrownBy(() -> topics.replayOne(NAME, 99)).isInstanceOf(LaunchException.class).hasMessageContaining("no letter at");

            assertThat(topics.replay(NAME, 2)).isEqualTo(2);
            assertThat(offsets(topics)).containsExactly(2L, 4L);
            assertThat(topics.replay(NAME, 100)).isEqualTo(2);
            assertThat(topics.replay(NAME, 100)).isZero();
            assertThat(offsets(topics)).isEmpty();

            List<ConsumerRecord<String, String>> back = replayed(parts.kafka(), 5);
            assertThat(back).extracting(ConsumerRecord::key).containsExactly("key-3", "key-0", "key-1", "key-2", "key-4");
            assertThat(back).allSatisfy(record -> {
                assertThat(record.partition()).isEqualTo(3);
                assertThat(record.value()).isEqualTo("value of " + record.key());
                assertThat(record.headers().lastHeader("ce_id").value()).isEqualTo("1".getBytes(UTF_8));
            });

            bury(parts.kafka(), 1);
            assertThat(offsets(topics)).containsExactly(5L);
        }
    }

    private static List<Long> offsets(DeadLetterTopics topics) {
        return topics.waiting(NAME, 100).letters().stream().map(DeadLetter::offset).toList();
    }

    private static void bury(String kafka, int letters) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(Map.of("bootstrap.servers", kafka, "acks", "all"),
                new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < letters; i++) {
                ProducerRecord<String, String> record = new ProducerRecord<>(NAME, "key-" + i, "value of key-" + i);
                Map.of("ce_id", "1", "dlq-topic", "order-priced", "dlq-partition", "3", "dlq-offset", Integer.toString(100 + i),
                        "dlq-failure", "java.io.IOException", "dlq-reason", "bad luck")
                        .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
                assertThat(producer.send(record).get(20, TimeUnit.SECONDS).hasOffset()).isTrue();
            }
        }
    }

    private static List<ConsumerRecord<String, String>> replayed(String kafka, int wanted) {
        List<ConsumerRecord<String, String>> found = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", kafka), new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> all = consumer.partitionsFor("order-priced.catalog.replay").stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
            assertThat(all).hasSize(4);
            consumer.assign(all);
            consumer.seekToBeginning(all);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (found.size() < wanted && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
            }
        }
        return found;
    }
}
