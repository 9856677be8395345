package dev.groundswell.pricing.ordering;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;

import dev.groundswell.platform.commerce.Money;
import dev.groundswell.platform.consuming.Received;
import dev.groundswell.platform.events.OrderEvent;
import dev.groundswell.platform.events.OrderEvents;
import dev.groundswell.platform.events.Topic;
import dev.groundswell.pricing.testing.PricingParts;
import dev.groundswell.pricing.testing.Statements;
import dev.groundswell.pricing.testing.Wire;

@QuarkusTest
@QuarkusTestResource(PricingParts.class)
class PlacedOrdersIT {

    private final Instant placed = Instant.now().truncatedTo(ChronoUnit.MICROS).minusSeconds(3_600);

    @Inject
    OrderEvents events;

    @Inject
    PricingOrders pricing;

    @Inject
    Statements statements;

    private final Wire wire = new Wire();
    private final String sku = "O-" + UUID.randomUUID();

    @AfterEach
    void close() {
        wire.close();
    }

    @Test
    void anOrderIsPricedAsOfTheMomentItWasPlaced() throws IOException {
        load(price(250, placed.minusSeconds(60)), price(300, placed.plusSeconds(1)));
        OrderEvent order = order(null, sku, 2);
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
        place(order, Map.of("traceparent", trace));
        wire.flush();

        ConsumerRecord<String, byte[]> told = told("order-priced", order, 1).getFirst();
        OrderEvent priced = events.read(told.value());
        assertThat(priced.total()).isEqualTo(new Money("GBP", 500));
        assertThat(priced.lines()).containsExactly(new OrderEvent.Line(sku, 2, new Money("GBP", 250), new Money("GBP", 500)));
        assertThat(priced.version()).isEqualTo(order.version());
        assertThat(told.key()).isEqualTo(order.id().toString());
        assertThat(told.partition()).as("slot 700 of 960 on three partitions").isEqualTo(2);
        assertThat(Wire.header(told, "traceparent")).isEqualTo(trace);
        assertThat(Wire.header(told, "ce_type")).isEqualTo("dev.groundswell.order.priced.v1");
    }

    @Test
    void anOrderThatCannotBePricedIsRejectedWithItsReason() throws IOException {
        load(price(1_000_000_000_000L, placed.minusSeconds(60)));
        OrderEvent unpriced = order(null, "NO-" + sku, 1);
        OrderEvent early = orderAt(placed.minusSeconds(61), null, sku, 1);
        OrderEvent large = order(null, sku, 1_001);
        OrderEvent changed = order(new Money("GBP", 1), sku, 1);
        for (OrderEvent order : List.of(unpriced, early, large, changed)) {
            place(order, Map.of());
        }
        wire.flush();

        assertThat(reason(unpriced)).isEqualTo("no-price");
        assertThat(reason(early)).isEqualTo("no-price");
        assertThat(reason(large)).isEqualTo("total-too-large");
        assertThat(reason(changed)).isEqualTo("price-changed");
    }

    @Test
    void redeliveryTellsTheSameEvent() {
        load(price(250, placed.minusSeconds(60)));
        OrderEvent order = order(new Money("GBP", 500), sku, 2);
        place(order, Map.of());
        wire.flush();
        assertThat(told("order-priced", order, 1)).hasSize(1);
        load(price(999, Instant.now()));
        place(order, Map.of());
        wire.flush();

        List<ConsumerRecord<String, byte[]>> told = told("order-priced", order, 2);
        assertThat(told.get(1).value()).isEqualTo(told.get(0).value());
        assertThat(Wire.header(told.get(1), "ce_id")).isEqualTo(Wire.header(told.get(0), "ce_id"));
    }

    @Test
    void aPoisonousRecordIsBuriedAndItsNeighboursArePriced() {
        load(price(1, placed.minusSeconds(60)));
        List<OrderEvent> neighbours = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            OrderEvent order = order(null, sku, 1);
            neighbours.add(order);
            place(order, Map.of());
            if (i == 10) {
                wire.put("order-placed", "undecodable-" + sku, "{".getBytes(StandardCharsets.UTF_8), Map.of());
                OrderEvent nothing = order(null, sku, 0);
                wire.put("order-placed", "impossible-" + sku, outgoing(nothing), Map.of());
            }
        }
        wire.flush();

        Set<String> ids = neighbours.stream().map(order -> order.id().toString()).collect(Collectors.toSet());
        assertThat(wire.await("order-priced", 20, record -> ids.contains(record.key()))).hasSize(20);
        List<ConsumerRecord<String, byte[]>> buried = wire.await("order-placed.pricing.dlq", 2, record -> record.key().endsWith(sku));
        assertThat(buried).extracting(ConsumerRecord::key).containsExactlyInAnyOrder("undecodable-" + sku, "impossible-" + sku);
        assertThat(Wire.header(buried.getFirst(), "dlq-topic")).isEqualTo("order-placed");
    }

    @Test
    void manyOrdersAreAllPriced() {
        load(price(1, placed.minusSeconds(60)));
        Set<String> ids = IntStream.range(0, 1_000)
                .mapToObj(i -> order(null, sku, 1 + i))
                .peek(order -> place(order, Map.of()))
                .map(order -> order.id().toString())
                .collect(Collectors.toSet());
        wire.flush();

        assertThat(wire.await("order-priced", 1_000, record -> ids.contains(record.key()))).hasSize(1_000);
    }

    @Test
    void aBatchTakesOneStatementHoweverManyOrdersItHolds() {
        load(price(1, placed.minusSeconds(60)));
        List<Received<OrderEvent>> batch = IntStream.range(0, 200)
                .mapToObj(i -> order(null, sku, 1 + i))
                .map(order -> new Received<>(order, KafkaRecord.of("order-placed", order.id().toString(), new byte[0])))
                .toList();

        assertThat(statements.during(() -> pricing.price(batch).await().atMost(Duration.ofSeconds(10)))).isEqualTo(1);
    }

    private String reason(OrderEvent order) throws IOException {
        OrderEvent rejected = events.read(told("order-rejected", order, 1).getFirst().value());
        assertThat(rejected.reasons()).hasSize(1);
        return rejected.reasons() == null ? "" : rejected.reasons().getFirst().code();
    }

    private List<ConsumerRecord<String, byte[]>> told(String topic, OrderEvent order, int times) {
        return wire.await(topic, times, record -> record.key().equals(order.id().toString()));
    }

    private void place(OrderEvent order, Map<String, String> headers) {
        wire.put("order-placed", order.id().toString(), outgoing(order), headers);
    }

    private byte[] outgoing(OrderEvent order) {
        return events.outgoing(Topic.ORDER_PLACED, order, placed, null).value();
    }

    private OrderEvent order(@Nullable Money expected, String sku, int quantity) {
        return orderAt(placed, expected, sku, quantity);
    }

    private static OrderEvent orderAt(Instant placedAt, @Nullable Money expected, String sku, int quantity) {
        return new OrderEvent(UUID.randomUUID(), "cust", "queued", "GBP", List.of(new OrderEvent.Line(sku, quantity, null, null)), null,
                null,
                placedAt, placedAt, 1, 700, expected);
    }

    private Map<String, Object> price(long amount, Instant validFrom) {
        return Map.of("sku", sku, "currency", "GBP", "amount", amount, "validFrom", validFrom.toString());
    }

    @SafeVarargs
    private static void load(Map<String, Object>... items) {
        given().auth().oauth2(PricingParts.admin()).contentType("application/json").body(Map.of("items", List.of(items)))
                .urlEncodingEnabled(false).post("/api/prices:batch").then().statusCode(200);
    }
}
