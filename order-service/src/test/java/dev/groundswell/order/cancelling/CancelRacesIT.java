package dev.groundswell.order.cancelling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
                await().atMost(Wire.SOON)
                        .until(() -> orders.entrySet().stream().allMatch(one -> one.getValue().status(one.getKey()).equals("priced")));
            }
            Future<?> decisions = together.submit(() -> events.values().forEach(order -> wire.send(racing, event(racing, order))));
            Map<UUID, Future<Integer>> answers = new LinkedHashMap<>();
            orders.forEach((id, shop) -> answers.put(id, together.submit(() -> shop.cancel(id).extract().statusCode())));
            decisions.get();

            List<String> wrong = new ArrayList<>();
            for (Map.Entry<UUID, Future<Integer>> answer : answers.entrySet()) {
                UUID id = answer.getKey();
                int status = answer.getValue().get();
                String end = status == 202 ? "cancelled" : "rejected";
                await().atMost(Wire.SOON).until(() -> shop(orders, id).status(id).equals(end));
                if (status != 202 && !(status == 409 && racing.equals("order-rejected"))) {
                    wrong.add(id + " answered " + status);
                }
            }
            assertThat(wrong).isEmpty();
            Set<String> cancelled = orders.keySet().stream().filter(id -> shop(orders, id).status(id).equals("cancelled"))
                    .map(UUID::toString)
                    .collect(Collectors.toSet());
            Set<String> rejected = orders.keySet().stream().map(UUID::toString).filter(id -> !cancelled.contains(id))
                    .collect(Collectors.toSet());
            // The outbox is empty when all of it is told.
            await().atMost(Wire.SOON).until(() -> Shards.count("SELECT count(*) FROM outbox") == 0);
            Set<String> all = orders.keySet().stream().map(UUID::toString).collect(Collectors.toSet());
            assertThat(keys(wire, "order-cancelled", all)).isEqualTo(cancelled);
            assertThat(keys(wire, "order-rejected", all)).isEqualTo(rejected);
        }
    }

    private static Shop shop(Map<UUID, Shop> orders, UUID id) {
        return Objects.requireNonNull(orders.get(id));
    }

    private static OrderEvent event(String topic, OrderEvent order) {
        return topic.equals("order-rejected")
                ? order.rejected(List.of(new OrderEvent.Reason("out-of-stock", "A-1", "1 available")))
                : Wire.priced(order, 100);
    }

    /// Those of the orders of which order-service itself has told this end: verdicts of the others carry the status from before.
    private static Set<String> keys(Wire wire, String topic, Set<String> orders) {
        return wire.all(topic, record -> orders.contains(record.key())).stream()
                .filter(record -> !topic.equals("order-rejected") || wire.read(record).status().equals("rejected"))
                .map(ConsumerRecord::key).collect(Collectors.toSet());
    }
}
