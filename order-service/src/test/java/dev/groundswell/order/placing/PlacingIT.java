package dev.groundswell.order.placing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import dev.groundswell.order.testing.OrderParts;
import dev.groundswell.order.testing.Shards;
import dev.groundswell.order.testing.Shop;
import dev.groundswell.order.testing.Wire;
import dev.groundswell.platform.events.OrderEvent;
import dev.groundswell.platform.sharding.Slots;

@QuarkusTest
@QuarkusTestResource(OrderParts.class)
class PlacingIT {

    private static final String BODY = "{\"currency\": \"GBP\", \"lines\": [{\"sku\": \"A-1\", \"quantity\": 2}, {\"sku\": \"B-1\", \"quantity\": 1}, {\"sku\": \"A-1\", \"quantity\": 3}]}";

    @Test
    void acceptsAnOrderAndNamesItsPlace() {
        Shop shop = Shop.newCustomer();
        String id = shop.place(UUID.randomUUID().toString(), BODY)
                .statusCode(202)
                .body("status", equalTo("queued"), "customerId", equalTo(shop.customer()), "version", equalTo(1), "lines.size()",
                        equalTo(2),
                        "lines[0].quantity", equalTo(5), "placedAt", notNullValue())
                .header("Cache-Control", "private, no-store")
                .header("Location", startsWith("/api/orders/"))
                .header("Idempotency-Replayed", nullValue())
                .extract()
                .path("id");
        assertThat(UUID.fromString(id).version()).isEqualTo(7);
        shop.read(UUID.fromString(id)).then().statusCode(200).body("id", equalTo(id), "lines[1].sku", equalTo("B-1"));
    }

    @Test
    void tellsTheWholeOrderOnKafkaInThePartitionOfItsSlot() {
        Shop shop = Shop.newCustomer();
        UUID id = shop.placed("A-1", 2);
        try (Wire wire = new Wire()) {
            ConsumerRecord<String, byte[]> record = wire.await("order-placed", id);
            OrderEvent event = wire.read(record);
            int slot = Slots.of(shop.customer());
            assertThat(record.partition()).isEqualTo(slot * 12 / 960);
            assertThat(event.slot()).isEqualTo(slot);
            assertThat(event.customerId()).isEqualTo(shop.customer());
            assertThat(event.lines()).containsExactly(new OrderEvent.Line("A-1", 2, null, null));
            assertThat(header(record, "ce_type")).isEqualTo("dev.groundswell.order.placed.v1");
            assertThat(header(record, "ce_subject")).isEqualTo(id.toString());
            assertThat(header(record, "traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
        }
        Awaitility.await().atMost(Wire.SOON).until(() -> Shards.count("SELECT count(*) FROM outbox WHERE key = '" + id + "'") == 0);
    }

    @Test
    void replaysTheFirstAnswerForARepeatedKey() {
        Shop shop = Shop.newCustomer();
        String key = UUID.randomUUID().toString();
        String id = shop.place(key, Shop.body("A-1", 1)).statusCode(202).extract().path("id");
        shop.place('"' + key + '"', "{\"lines\":[{\"quantity\":1,\"sku\":\"A-1\"}],\"currency\":\"GBP\"}")
                .statusCode(202)
                .header("Idempotency-Replayed", "true")
                .body("id", equalTo(id));
        shop.place(key, Shop.body("A-1", 2)).statusCode(422).body("type", equalTo("urn:groundswell:problem:idempotency-key-reused"));
        Shop.newCustomer().place(key, Shop.body("A-1", 1)).statusCode(202).body("id", not(equalTo(id)));
        assertThat(Shards.count("SELECT count(*) FROM orders WHERE customer_id = '" + shop.customer() + "'")).isEqualTo(1);
    }

    /// medusa #3206: races with one key answered 409 at random.
    @Test
    void makesOneOrderOfARaceWithOneKey() throws Exception {
        Shop shop = Shop.newCustomer();
        String key = UUID.randomUUID().toString();
        try (var pool = Executors.newFixedThreadPool(16)) {
            List<Future<Response>> answers = IntStream.range(0, 16)
                    .mapToObj(i -> pool.submit(() -> shop.place(key, Shop.body("A-1", 1)).statusCode(202).extract().response()))
                    .toList();
            List<String> ids = new ArrayList<>();
            int fresh = 0;
            for (Future<Response> answer : answers) {
                ids.add(answer.get().path("id"));
                fresh += answer.get().header("Idempotency-Replayed") == null ? 1 : 0;
            }
            assertThat(ids).containsOnly(ids.getFirst());
            assertThat(fresh).isEqualTo(1);
        }
    }

    /// eShop stored the key before the command and lost the order when the command failed.
    @Test
    void remembersNoKeyOfARefusedOrder() {
        Shop shop = Shop.newCustomer();
        String key = UUID.randomUUID().toString();
        shop.place(key, Shop.body("A-1", 0)).statusCode(422);
        shop.place(key, Shop.body("A-1", 1)).statusCode(202).header("Idempotency-Replayed", nullValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"currency\": \"GBP\", \"lines\": [                                                         | 400 | -",
            "{\"currency\": \"GBP\", \"lines\": [{\"sku\": \"A\", \"quantity\": 1}]} trailing              | 400 | -",
            "{\"currency\": \"GBP\", \"currency\": \"EUR\", \"lines\": []}                                 | 400 | -",
            "[]                                                                                            | 400 | -",
            "null                                                                                          | 400 | -",
            "{\"currency\": \"GBP\", \"lines\": [{\"sku\": \"A\", \"quantity\": \"1\"}]}                   | 400 | /lines/0/quantity",
            "{\"currency\": \"GBP\", \"lines\": [{\"sku\": \"A\", \"quantity\": 1.0}]}                     | 400 | /lines/0/quantity",
            "{\"currency\": \"GBP\", \"lines\": [{\"sku\": \"A\", \"quantity\": true}]}                    | 400 | /lines/0/quantity",
            "{\"currency\": \"GBP\", \"lines\": [{\"sku\": \"A\", \"quantity\": 1000000000000000000000}]}  | 400 | /lines/0/quantity",
            "{\"currency\": \"GBP\", \"lines\": [{\"sku\": 7, \"quantity\": 1}]}                           | 400 | /lines/0/sku",
            "{\"currency\": \"GBP\", \"lines\": \"many\"}                                                  | 400 | /lines",
            "{\"currency\": \"GBP\", \"lines\": [{\"sku\": \"A\", \"quantity\": 1}], \"expectedTotal\": 5} | 400 | /expectedTotal",
            "{\"currency\": \"GBP\", \"lines\": [{\"sku\": \"A\", \"quantity\": 3000000000}]}              | 422 | /lines/0/quantity",
            "{\"currency\": \"GBP\", \"lines\": [{\"sku\": \"A\", \"quantity\": 0}]}                       | 422 | /lines/0/quantity",
            "{\"currency\": \"GBP\", \"lines\": [{\"sku\": \"A\", \"quantity\": 600000}, {\"sku\": \"A\", \"quantity\": 600000}]} | 422 | /lines/1/quantity",
            "{\"currency\": \"GBP\", \"lines\": [{\"sku\": \"\", \"quantity\": 1}]}                        | 422 | /lines/0/sku",
            "{\"currency\": \"GBP\", \"lines\": [{\"sku\": \"a\\u0000b\", \"quantity\": 1}]}               | 422 | /lines/0/sku",
            "{\"currency\": \"XXQ\", \"lines\": [{\"sku\": \"A\", \"quantity\": 1}]}                       | 422 | /currency",
            "{\"currency\": \"GBP\", \"lines\": []}                                                        | 422 | /lines",
            "{\"currency\": \"GBP\", \"lines\": [{\"sku\": \"A\", \"quantity\": 1, \"surprise\": 1}]}      | 422 | /lines/0/surprise",
            "{\"currency\": \"GBP\", \"lines\": [null]}                                                    | 422 | /lines/0",
            "{\"lines\": [{\"sku\": \"A\", \"quantity\": 1}]}                                              | 422 | /currency"})
    void refusesBadOrdersWithAPointerAndStoresNothing(String body, int status, String pointer) {
        Shop shop = Shop.newCustomer();
        var answer = shop.place(UUID.randomUUID().toString(), body).statusCode(status).contentType("application/problem+json");
        if (!pointer.equals("-")) {
            answer.body("errors.pointer", hasItem(pointer));
        }
        assertThat(Shards.count("SELECT count(*) FROM orders WHERE customer_id = '" + shop.customer() + "'")).isZero();
    }

    @Test
    void refusesWhoHasNoKeyOrNoToken() {
        Shop shop = Shop.newCustomer();
        shop.request().body(BODY).post("/api/orders").then().statusCode(400).contentType("application/problem+json");
        shop.place("\"\"", BODY).statusCode(400);
        shop.place("k".repeat(256), BODY).statusCode(400);
        given().contentType("application/json").body(BODY).post("/api/orders").then().statusCode(401).header("WWW-Authenticate",
                startsWith("Bearer"));
        given().auth().oauth2("a.b.c").contentType("application/json").body(BODY).post("/api/orders").then().statusCode(401)
                .header("WWW-Authenticate", startsWith("Bearer"));
    }

    /// An instance that holds an old map must not write where a slot no longer lives.
    @Test
    void isRefusedByAShardThatDoesNotOwnTheSlot() {
        Shop shop = Shop.newCustomer();
        int slot = Slots.of(shop.customer());
        Shards.run(slot, "DELETE FROM slot_owner WHERE slot = " + slot);
        try {
            shop.place(UUID.randomUUID().toString(), BODY).statusCode(503).header("Retry-After", "1");
        } finally {
            Shards.run(slot, "INSERT INTO slot_owner VALUES (" + slot + ")");
        }
        assertThat(Shards.count("SELECT count(*) FROM orders WHERE customer_id = '" + shop.customer() + "'")).isZero();
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
