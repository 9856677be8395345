package dev.groundswell.order.placing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.groundswell.order.orders.Order;
import dev.groundswell.order.orders.OrderStatus;
import dev.groundswell.order.sharding.Shards;
import dev.groundswell.order.testing.OrderParts;
import dev.groundswell.platform.events.OutgoingEvent;
import dev.groundswell.platform.events.Topic;
import dev.groundswell.platform.outbox.OutboxRow;
import dev.groundswell.platform.sharding.SlottedIds;

/// Instances commit groups of their own; customers who repeat a request may reach another one.
@QuarkusTest
@QuarkusTestResource(OrderParts.class)
class AcceptancesStressIT {

    private static final int INSTANCES = 4;
    private static final int ROUNDS = 60;
    private static final int KEYS = 100;
    private static final int SLOT = 7;

    @Inject
    Shards shards;

    @Test
    void acceptsCommonKeysOnceAndNeverDeadlocks() throws Exception {
        SlottedIds ids = new SlottedIds(java.time.Clock.systemUTC(), new Random(1));
        try (var instances = Executors.newFixedThreadPool(INSTANCES)) {
            for (int round = 0; round < ROUNDS; round++) {
                String customer = "stress-" + UUID.randomUUID();
                List<Future<Map<UUID, OutboxRow>>> accepted = new ArrayList<>();
                for (int instance = 0; instance < INSTANCES; instance++) {
                    List<Acceptance> group = group(customer, ids, new Random(round * INSTANCES + instance));
                    accepted.add(instances
                            .submit(() -> shards.of(SLOT).pool().withConnection(connection -> Acceptances.accept(connection, group)).await()
                                    .atMost(Duration.ofSeconds(20))));
                }
                int fresh = 0;
                for (Future<Map<UUID, OutboxRow>> one : accepted) {
                    fresh += one.get().size();
                }
                assertThat(fresh).isEqualTo(KEYS);
            }
        }
    }

    private static List<Acceptance> group(String customer, SlottedIds ids, Random random) {
        List<Acceptance> group = new ArrayList<>(
                IntStream.range(0, KEYS).mapToObj(key -> acceptance(customer, "key-" + key, ids)).toList());
        Collections.shuffle(group, random);
        return group;
    }

    private static Acceptance acceptance(String customer, String key, SlottedIds ids) {
        Instant now = Instant.now();
        Order order = new Order(ids.next(SLOT), customer, OrderStatus.QUEUED, "GBP", List.of(new Order.Line("A-1", 1)),
                null,
                null, now, now, 1, null, null);
        OutgoingEvent event = new OutgoingEvent(Topic.ORDER_PLACED, order.id() + "/stress", order.id().toString(), SLOT, now,
                new byte[]{'{', '}'},
                null);
        return new Acceptance(order, key, new byte[32], event, now.plusSeconds(3_600));
    }
}
