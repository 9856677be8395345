package dev.groundswell.order.cancelling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.groundswell.order.testing.OrderParts;
import dev.groundswell.order.testing.Shards;
import dev.groundswell.order.testing.Shop;
import dev.groundswell.order.testing.Wire;
import dev.groundswell.platform.events.OrderEvent;

/// A customer cancels at the moment at which the others decide, many times over, at each step of the way.
@QuarkusTest
@QuarkusTestResource(OrderParts.class)
class CancelRacesIT {

    private static final int ORDERS = 20;

    /// @param before the event an order has had before the race; none for a queued one
    /// @param racing the event that arrives together with the cancellation
    @ParameterizedTest(name = "{1} after {0}")
    @CsvSource({"nothing, order-priced", "nothing, order-reserved", "nothing, order-rejected", "order-priced, order-reserved",
            "order-priced, order-rejected"})
    void eitherSideWinsAndEverybodyIsToldTheSame(String before, String racing) throws Exception {
        Map<UUID, Shop> orders = new LinkedHashMap<>();
        for (int i = 0; i < ORDERS; i++) {
            Shop shop = Shop.newCustomer();
            orders.put(shop.placed("A-1", 2), shop);
        }
        try (Wire wire = new Wire(); ExecutorService together = Executors.newFixedThreadPool(4)) {
            Map<UUID, OrderEvent> events = orders.keySet().stream().collect(Collectors.toMap(id -> id, wire::order));
            if (!before.equals("nothing")) {
                events.values().forEach(order -> wire.send(before, event(before, order)));
                await().atMost(Wire.SOON).until(() -> with("priced", orders.keySet()) == ORDERS);
            }
            Future<?> decisions = together.submit(() -> events.values().forEach(order -> wire.send(racing, event(racing, order))));
            Map<UUID, Future<Integer>> answers = new LinkedHashMap<>();
            orders.forEach((id, shop) -> answers.put(id, together.submit(() -> shop.cancel(id).extract().statusCode())));
            decisions.get();

            List<String> wrong = new ArrayList<>();
            Set<UUID> cancelled = new HashSet<>();
            Set<UUID> rejected = new HashSet<>();
            for (Map.Entry<UUID, Future<Integer>> answer : answers.entrySet()) {
                int status = answer.getValue().get();
                (status == 202 ? cancelled : rejected).add(answer.getKey());
                if (status != 202 && !(status == 409 && racing.equals("order-rejected"))) {
                    wrong.add(answer.getKey() + " answered " + status);
                }
            }
            assertThat(wrong).isEmpty();
            await().atMost(Wire.SOON)
                    .until(() -> with("cancelled", cancelled) == cancelled.size() && with("rejected", rejected) == rejected.size());
            // The outbox is empty when all of it is told.
            await().atMost(Wire.SOON).until(() -> Shards.count("SELECT count(*) FROM outbox") == 0);
            assertThat(keys(wire, "order-cancelled", orders.keySet())).isEqualTo(cancelled);
            assertThat(keys(wire, "order-rejected", orders.keySet())).isEqualTo(rejected);
        }
    }

    /// How many of the orders have this status.
    private static long with(String status, Set<UUID> orders) {
        return orders.isEmpty()
                ? 0
                : Shards.count("SELECT count(*) FROM orders WHERE status = '" + status + "' AND id IN ("
                        + orders.stream().map(id -> "'" + id + "'").collect(Collectors.joining(", ")) + ")");
    }

    private static OrderEvent event(String topic, OrderEvent order) {
        return topic.equals("order-rejected")
                ? order.rejected(List.of(new OrderEvent.Reason("out-of-stock", "A-1", "1 available")))
                : Wire.priced(order, 100);
    }

    /// Those of the orders of which order-service itself has told this end: verdicts of the others carry the status from before.
    private static Set<UUID> keys(Wire wire, String topic, Set<UUID> orders) {
        return wire.all(topic, record -> orders.contains(UUID.fromString(record.key()))).stream()
                .filter(record -> !topic.equals("order-rejected") || wire.read(record).status().equals("rejected"))
                .map(ConsumerRecord::key).map(UUID::fromString).collect(Collectors.toSet());
    }
}
