package dev.groundswell.order.customers;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.groundswell.order.testing.OrderParts;
import dev.groundswell.order.testing.Shards;
import dev.groundswell.order.testing.Shop;
import dev.groundswell.platform.sharding.Slots;
import dev.groundswell.testing.NotedLog;

@QuarkusTest
@QuarkusTestResource(OrderParts.class)
class CustomersIT {

    private final Shop shop = Shop.newCustomer();
    private final String path = "/api/customers/" + shop.customer();

    @Test
    void keepsACustomerInTheShardOfItsSlot() {
        shop.request().get(path).then().statusCode(404);
        shop.request().body("{\"name\": \"Ann\", \"country\": \"GB\"}").put(path).then().statusCode(201);
        String read = shop.request().get(path).then().statusCode(200).body("id", equalTo(shop.customer()), "name", equalTo("Ann"))
                .header("Cache-Control", "private, no-store").extract().asString();
        shop.request().body(read).put(path).then().statusCode(200);
        int slot = Slots.of(shop.customer());
        assertThat(Shards.count("SELECT count(*) FROM customers WHERE id = '" + shop.customer() + "' AND slot = " + slot)).isEqualTo(1);
    }

    @Test
    void servesManyCustomersOfBothShardsAtOnce() throws Exception {
        List<Shop> shops = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            shops.add(Shop.newCustomer());
        }
        try (var pool = Executors.newFixedThreadPool(8)) {
            for (Future<?> done : shops.stream().map(one -> pool.submit(() -> writeAndRead(one))).toList()) {
                done.get();
            }
        }
    }

    @Test
    void writesARecordOnceHoweverManyRace() throws Exception {
        try (var pool = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                answers.add(pool.submit(() -> shop.request().body("{\"name\": \"Ann\", \"country\": \"GB\"}").put(path).statusCode()));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsOnly(200, 201).containsOnlyOnce(201);
        }
    }

    @Test
    void isRefusedByAShardThatDoesNotOwnTheSlot() {
        int slot = Slots.of(shop.customer());
        Shards.run(slot, "DELETE FROM slot_owner WHERE slot = " + slot);
        try {
            shop.request().body("{\"name\": \"Ann\", \"country\": \"GB\"}").put(path).then().statusCode(503).header("Retry-After", "1");
        } finally {
            Shards.run(slot, "INSERT INTO slot_owner VALUES (" + slot + ")");
        }
        shop.request().get(path).then().statusCode(404);
    }

    @Test
    void showsNobodyElse() {
        shop.request().body("{\"name\": \"Ann\", \"country\": \"GB\"}").put(path).then().statusCode(201);
        Shop other = Shop.newCustomer();
        other.request().get(path).then().statusCode(404);
        other.request().body("{\"name\": \"x\", \"country\": \"GB\"}").put(path).then().statusCode(404);
        other.request().delete(path).then().statusCode(404);
        given().get(path).then().statusCode(401);
        Shop.admin().get(path).then().statusCode(200);
    }

    @Test
    void writesABatchOrNothing() {
        String other = "customer-" + UUID.randomUUID();
        Shop.admin()
                .body("{\"items\": [{\"id\": \"" + shop.customer() + "\", \"name\": \"Ann\", \"country\": \"GB\"}, {\"id\": \"" + other
                        + "\", \"name\": \"\", \"country\": \"GB\"}]}")
                .urlEncodingEnabled(false).post("/api/customers:batch").then().statusCode(422)
                .body("errors.pointer", hasItem("/items/1/name"));
        shop.request().get(path).then().statusCode(404);
        Shop.admin()
                .body("{\"items\": [{\"id\": \"" + shop.customer() + "\", \"name\": \"Ann\", \"country\": \"GB\"}, {\"id\": \"" + other
                        + "\", \"name\": \"Bob\", \"country\": \"IE\"}]}")
                .urlEncodingEnabled(false).post("/api/customers:batch").then().statusCode(200).body("written", equalTo(2));
        shop.request().get(path).then().statusCode(200);
        shop.request().body("{\"items\": []}").urlEncodingEnabled(false).post("/api/customers:batch").then().statusCode(403);
        given().contentType("application/json").body("{\"items\": []}").urlEncodingEnabled(false).post("/api/customers:batch").then()
                .statusCode(401);
    }

    @Test
    void erasesTheCustomerAndKeepsTheOrdersUnderAPseudonym() {
        shop.request().body("{\"name\": \"Ann\", \"country\": \"GB\"}").put(path).then().statusCode(201);
        UUID order = shop.placed("A-1", 1);
        shop.request().delete(path).then().statusCode(204);
        shop.request().get(path).then().statusCode(404);
        shop.read(order).then().statusCode(404);
        String pseudonym = Shop.admin().get("/api/orders/" + order).then().statusCode(200).body("customerId", not(equalTo(shop.customer())))
                .extract().path("customerId");
        assertThat(Slots.of(pseudonym)).isEqualTo(Slots.of(shop.customer()));
        Shop.admin().get("/api/orders?customer=" + pseudonym).then().statusCode(200).body("items.id", hasItem(order.toString()));
        assertThat(Shards.count("SELECT count(*) FROM idempotency_keys WHERE customer_id = '" + shop.customer() + "'")).isZero();
    }

    @Test
    void whatAdminsDoToCustomersIsAudited() {
        String customer = shop.customer();
        String body = "{\"name\": \"Ann\", \"country\": \"GB\"}";
        try (NotedLog audit = new NotedLog("dev.groundswell.audit")) {
            shop.request().body(body).put(path).then().statusCode(201);
            Shop.admin().body(body).put(path).then().statusCode(200);
            Shop.admin().body("{\"items\": [{\"id\": \"" + customer + "\", \"name\": \"Ann\", \"country\": \"IE\"}]}")
                    .urlEncodingEnabled(false)
                    .post("/api/customers:batch").then().statusCode(200);
            Shop.admin().delete(path).then().statusCode(204);
            assertThat(audit.lines()).containsExactly("admin \"admin\" changed customer:" + customer + " replaced",
                    "admin \"admin\" changed customer:" + customer + " written",
                    "admin \"admin\" changed customer:" + customer + " erased");
        }
    }

    private static void writeAndRead(Shop one) {
        one.request().body("{\"name\": \"" + one.customer() + "\", \"country\": \"GB\"}").put("/api/customers/" + one.customer()).then()
                .statusCode(201);
        one.request().get("/api/customers/" + one.customer()).then().statusCode(200).body("name", equalTo(one.customer()));
    }
}
