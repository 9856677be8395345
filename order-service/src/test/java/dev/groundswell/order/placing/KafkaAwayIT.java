package dev.groundswell.order.placing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.groundswell.order.testing.OrderParts;
import dev.groundswell.order.testing.Shards;
import dev.groundswell.order.testing.Shop;
import dev.groundswell.order.testing.Wire;
import dev.groundswell.platform.outbox.Outbox;
import dev.groundswell.platform.outbox.Outboxes;

/// Kafka hangs for longer than rows may lie before a sweep takes them for forgotten.
@QuarkusTest
@QuarkusTestResource(OrderParts.class)
class KafkaAwayIT {

    private static final Duration FROZEN = Duration.ofSeconds(9);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration AT_ONCE = Duration.ofMillis(500);

    @Inject
    Outboxes outboxes;

    @AfterEach
    void goOn() throws Exception {
        signal("CONT");
    }

    @Test
    void ordersAreAcceptedAsUsualAndEachIsToldOnceAfterwards() throws Exception {
        Shop shop = Shop.newCustomer();
        shop.placed("A-1", 1);
        signal("STOP");
        long end = System.nanoTime() + FROZEN.toNanos();
        List<UUID> orders = new ArrayList<>();
        List<Duration> took = new ArrayList<>();
        while (System.nanoTime() < end) {
            long start = System.nanoTime();
            orders.add(shop.placed("A-1", 1));
            took.add(Duration.ofNanos(System.nanoTime() - start));
            Thread.sleep(PAUSE);
        }

        signal("CONT");

        await().atMost(Duration.ofSeconds(30))
                .until(() -> Shards.count("SELECT count(*) FROM outbox") == 0 && outboxes.all().stream().allMatch(Outbox::isQuiet));
        Set<String> wanted = orders.stream().map(UUID::toString).collect(Collectors.toSet());
        try (Wire wire = new Wire()) {
            Map<String, Long> told = wire.all("order-placed", record -> wanted.contains(record.key())).stream()
                    .collect(Collectors.groupingBy(ConsumerRecord::key, Collectors.counting()));
            System.out.printf("measured: %d orders while Kafka hung, the slowest accepted in %d ms, told %d times%n", orders.size(),
                    new TreeSet<>(took).last().toMillis(), told.values().stream().mapToLong(Long::longValue).sum());
            assertThat(told.keySet()).isEqualTo(wanted);
            assertThat(told.values()).allMatch(times -> times == 1);
        }
        assertThat(took.stream().sorted().toList().get(took.size() * 9 / 10)).isLessThan(AT_ONCE);
    }

    /// The broker among the processes of this test, not the shell that holds its lifeline.
    private static void signal(String signal) throws Exception {
        ProcessHandle broker = ProcessHandle.current().descendants()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .filter(process -> process.info().commandLine().orElse("").contains("kafka.server.KafkaRaftServer"))
                .findFirst()
                .orElseThrow();
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(broker.pid())).inheritIO().start().waitFor()).isZero();
    }
}
