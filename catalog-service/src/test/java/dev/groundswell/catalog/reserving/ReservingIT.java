package dev.groundswell.catalog.reserving;

import static dev.groundswell.catalog.Api.get;
import static dev.groundswell.catalog.Api.product;
import static dev.groundswell.catalog.Api.put;
import static dev.groundswell.catalog.Api.sku;
import static dev.groundswell.platform.events.Topic.ORDER_CANCELLED;
import static dev.groundswell.platform.events.Topic.ORDER_CONFIRMED;
import static dev.groundswell.platform.events.Topic.ORDER_PRICED;
import static dev.groundswell.platform.events.Topic.ORDER_REJECTED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.groundswell.catalog.CatalogParts;
import dev.groundswell.catalog.Records;
import dev.groundswell.platform.events.OrderEvent;
import dev.groundswell.platform.events.Topic;

@QuarkusTest
@QuarkusTestResource(CatalogParts.class)
class ReservingIT {

    private static final int PARTITION = 6;

    private final Records kafka = new Records();
    private final String sku = sku("R");

    @Inject
    Pool database;

    @BeforeEach
    void create() {
        put("/api/products/" + sku, product("Reserved")).statusCode(201);
        put("/api/stock/" + sku, Map.of("onHand", 10)).statusCode(200);
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void reservesAndTakesWhenConfirmed() {
        OrderEvent order = Orders.of(sku, 4);
        kafka.send(ORDER_PRICED, order);
        ConsumerRecord<String, byte[]> answer = awaitAnswers("order-reserved", order, 1).getFirst();
        assertThat(answer.partition()).isEqualTo(PARTITION);
        assertThat(Records.header(answer, "traceparent")).startsWith("00-0af7651916cd43dd8448eb211c80319c");
        assertThat(Records.header(answer, "ce_type")).isEqualTo("dev.groundswell.order.reserved.v1");
        assertThat(kafka.json(answer).at("/lines/0/quantity").asInt()).isEqualTo(4);
        stockIs(10, 4);
        kafka.send(ORDER_CONFIRMED, order);
        awaitState(order, "confirmed");
        stockIs(6, 0);
        kafka.send(ORDER_CANCELLED, order);
        awaitState(order, "cancelled");
        stockIs(10, 0);
    }

    @Test
    void answersARedeliveryTheSame() {
        OrderEvent order = Orders.of(sku, 4);
        OrderEvent tooMany = Orders.of(sku, 7);
        for (int i = 0; i < 3; i++) {
            kafka.send(ORDER_PRICED, order);
            kafka.send(ORDER_PRICED, tooMany);
        }
        assertThat(awaitAnswers("order-reserved", order, 3)).extracting(record -> Records.header(record, "ce_id")).containsOnly(
                order.id() + "/order-reserved/1");
        assertThat(awaitAnswers("order-rejected", tooMany, 3)).extracting(record -> kafka.json(record).at("/reasons/0/code").asText())
                .containsOnly("out-of-stock");
        stockIs(10, 4);
    }

    @Test
    void refusesAllLinesForOne() {
        OrderEvent order = Orders.of(sku, 1, "NO-" + sku, 1, sku + "-none", 2);
        put("/api/products/" + sku + "-none", product("Never in stock")).statusCode(201);
        kafka.send(ORDER_PRICED, order);
        JsonNode reasons = kafka.json(awaitAnswers("order-rejected", order, 1).getFirst()).get("reasons");
        assertThat(reasons).extracting(reason -> reason.get("code").asText() + " " + reason.get("sku").asText())
                .containsExactly("unknown-sku NO-" + sku, "out-of-stock " + sku + "-none");
        awaitState(order, "refused");
        stockIs(10, 0);
    }

    @Test
    void doesNothingForAnOrderThatWasCancelledBefore() {
        OrderEvent order = Orders.of(sku, 4);
        kafka.send(ORDER_CANCELLED, order);
        awaitState(order, "cancelled");
        kafka.send(ORDER_PRICED, order);
        awaitAllBefore();
        assertThat(kafka.on("order-reserved", order.id().toString())).isEmpty();
        stockIs(10, 0);
    }

    /// Pricing, asked twice, said yes and no; catalog heard the yes and order-service the no.
    @Test
    void givesBackWhatARejectedOrderHeld() {
        OrderEvent order = Orders.of(sku, 4);
        kafka.send(ORDER_PRICED, order);
        awaitAnswers("order-reserved", order, 1);
        stockIs(10, 4);
        kafka.send(ORDER_REJECTED, Orders.rejected(order, "no-price"));
        awaitState(order, "cancelled");
        stockIs(10, 0);
        kafka.send(ORDER_PRICED, order);
        awaitAllBefore();
        awaitAnswers("order-reserved", order, 1);
        stockIs(10, 0);
    }

    @Test
    void doesNothingForAnOrderThatWasRejectedBefore() {
        OrderEvent order = Orders.of(sku, 4);
        kafka.send(ORDER_REJECTED, Orders.rejected(order, "price-changed"));
        awaitState(order, "cancelled");
        kafka.send(ORDER_PRICED, order);
        awaitAllBefore();
        assertThat(kafka.on("order-reserved", order.id().toString())).isEmpty();
        stockIs(10, 0);
    }

    @Test
    void ignoresVerdictsThatOrderServiceHasNotMadeItsOwn() {
        OrderEvent ignored = Orders.of(sku, 4);
        OrderEvent reserved = Orders.of(sku, 2);
        OrderEvent next = Orders.of(sku, 1);
        kafka.send(ORDER_PRICED, reserved);
        awaitAnswers("order-reserved", reserved, 1);
        kafka.send(ORDER_REJECTED, Orders.refused(ignored, "failed"));
        kafka.send(ORDER_REJECTED, Orders.refused(reserved, "no-price"));
        kafka.send(ORDER_REJECTED, Orders.rejected(next, "failed"));
        awaitState(next, "cancelled");
        assertThat(state(ignored)).isEqualTo("none");
        assertThat(state(reserved)).isEqualTo("reserved");
        stockIs(10, 2);
    }

    @Test
    void sellsTheLastPieceOnce() {
        put("/api/stock/" + sku, Map.of("onHand", 1));
        List<OrderEvent> orders = IntStream.range(0, 8).mapToObj(i -> Orders.of(sku, 1)).toList();
        orders.forEach(order -> kafka.send(ORDER_PRICED, order));
        await().untilAsserted(() -> assertThat(orders).extracting(this::state)
                .containsOnlyOnce("reserved")
                .filteredOn(state -> !state.equals("reserved"))
                .containsOnly("refused"));
        stockIs(1, 1);
        get("/api/stock/" + sku).body("available", equalTo(0));
    }

    @Test
    void putsBackTheWholeOrderThoughFewerWereCounted() {
        OrderEvent order = Orders.of(sku, 4);
        kafka.send(ORDER_PRICED, order);
        awaitState(order, "reserved");
        put("/api/stock/" + sku, Map.of("onHand", 1)).statusCode(200);
        kafka.send(ORDER_CONFIRMED, order);
        awaitState(order, "confirmed");
        stockIs(0, 0);
        kafka.send(ORDER_CANCELLED, order);
        awaitState(order, "cancelled");
        stockIs(4, 0);
    }

    /// The topics have no order among each other: every one of the six ways must end alike.
    @Test
    void endsAlikeInWhateverOrderTopicsArrive() {
        List<Topic> topics = List.of(ORDER_PRICED, ORDER_CONFIRMED, ORDER_CANCELLED);
        for (int[] way : new int[][]{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}) {
            OrderEvent order = Orders.of(sku, 2);
            for (int step : way) {
                kafka.send(topics.get(step), order);
                awaitAllBefore(topics.get(step));
            }
            awaitState(order, "cancelled");
        }
        await().untilAsserted(() -> get("/api/stock/" + sku).body("onHand", equalTo(10)).body("reserved", equalTo(0)));
    }

    @Test
    void buriesABadRecordAndHandlesItsNeighbours() {
        OrderEvent before = Orders.of(sku, 1);
        OrderEvent after = Orders.of(sku, 1);
        String bad = "bad-" + sku;
        String impossible = "impossible-" + sku;
        kafka.send(ORDER_PRICED, before);
        kafka.send("order-priced", PARTITION, bad, "no json".getBytes(UTF_8));
        kafka.send("order-priced", PARTITION, impossible, """
                {"id": "0190a000-0000-7000-8000-000000000000", "customerId": "c", "status": "queued", "currency": "GBP", "version": 1,
                 "slot": 480, "placedAt": 0, "lines": [{"sku": "-no sku", "quantity": 1}]}""".getBytes(UTF_8));
        kafka.send(ORDER_PRICED, after);
        Stream.of(before, after).forEach(order -> awaitAnswers("order-reserved", order, 1));
        await().untilAsserted(() -> {
            assertThat(kafka.on("order-priced.catalog.dlq", bad)).singleElement()
                    .satisfies(record -> assertThat(new String(record.value(), UTF_8)).isEqualTo("no json"));
            assertThat(kafka.on("order-priced.catalog.dlq", impossible)).singleElement()
                    .satisfies(record -> assertThat(Records.header(record, "dlq-reason")).contains("impossible line"));
        });
    }

    @CanIgnoreReturnValue
    private List<ConsumerRecord<String, byte[]>> awaitAnswers(String topic, OrderEvent order, int count) {
        await().until(() -> kafka.on(topic, order.id().toString()).size() >= count);
        List<ConsumerRecord<String, byte[]>> answers = kafka.on(topic, order.id().toString());
        assertThat(answers).hasSize(count);
        return answers;
    }

    private void awaitAllBefore() {
        awaitAllBefore(ORDER_PRICED);
    }

    /// One partition keeps its order: when a record that was sent last is done, all before it are.
    private void awaitAllBefore(Topic topic) {
        OrderEvent last = Orders.of("NO-" + sku, 1);
        kafka.send(topic, last);
        await().until(() -> !state(last).equals("none"));
    }

    private void awaitState(OrderEvent order, String state) {
        await().until(() -> state(order).equals(state));
    }

    private String state(OrderEvent order) {
        RowIterator<Row> rows = database
                .withConnection(connection -> connection.preparedQuery("SELECT state FROM reservations WHERE order_id = $1")
                        .execute(Tuple.of(order.id())))
                .await()
                .indefinitely()
                .iterator();
        return rows.hasNext() ? rows.next().getString("state") : "none";
    }

    private void stockIs(int onHand, int reserved) {
        get("/api/stock/" + sku).body("onHand", equalTo(onHand)).body("reserved", equalTo(reserved));
    }
}
