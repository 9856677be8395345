package dev.groundswell.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.groundswell.order.testing.OrderParts;
import dev.groundswell.order.testing.Shards;
import dev.groundswell.order.testing.Shop;
import dev.groundswell.order.testing.Statements;

/// Every endpoint takes as many statements for much as for little: those it needs, and one that tells where the log ends, for the answer's token.
@QuarkusTest
@QuarkusTestResource(OrderParts.class)
class StatementsIT {

    private static final int MANY = 100;

    private final Shop shop = Shop.newCustomer();

    @Test
    void anOrderIsAcceptedWithOneHoweverManyLinesItHas() {
        assertThat(Statements.count(() -> shop.place("one", lines(1)).statusCode(202))).isEqualTo(2);
        assertThat(Statements.count(() -> shop.place("many", lines(MANY)).statusCode(202))).isEqualTo(2);
    }

    @Test
    void aRepeatedKeyIsAnsweredWithFourMore() {
        shop.place("k", lines(MANY)).statusCode(202);

        // The attempt and the look at the key, the order and its lines; after both the log's end.
        assertThat(Statements.count(() -> shop.place("k", lines(MANY)).statusCode(202))).isEqualTo(6);
    }

    @Test
    void anOrderIsReadWithTwoHoweverManyLinesItHas() {
        UUID one = UUID.fromString(shop.place("one", lines(1)).extract().path("id"));
        UUID many = UUID.fromString(shop.place("many", lines(MANY)).extract().path("id"));

        assertThat(Statements.count(() -> shop.read(one).then().statusCode(200))).isEqualTo(3);
        assertThat(Statements.count(() -> shop.read(many).then().statusCode(200).body("lines", hasSize(MANY)))).isEqualTo(3);
    }

    @Test
    void aHundredOrdersTakeAsManyAsOne() {
        shop.placed("A-1", 1);
        assertThat(Statements.count(() -> list("").then(1))).isEqualTo(3);
        for (int i = 1; i < MANY; i++) {
            shop.placed("A-" + i, 1);
        }

        assertThat(Statements.count(() -> list("").then(MANY))).isEqualTo(3);
        assertThat(Statements.count(() -> list("&expand=products").then(MANY))).as("with products").isEqualTo(3);
    }

    @Test
    void everybodysOrdersTakeThreeAShard() {
        for (int i = 0; i < 10; i++) {
            Shop.newCustomer().placed("A-1", 1);
        }

        assertThat(Statements.count(() -> Shop.admin().get("/api/orders?limit=100").then().statusCode(200))).isEqualTo(2 * 3);
        assertThat(Statements.count(() -> Shop.admin().get("/api/orders?limit=2").then().statusCode(200))).isLessThanOrEqualTo(2 * 3);
    }

    @Test
    void aCancellationTakesAsManyForManyLines() {
        UUID one = UUID.fromString(shop.place("one", lines(1)).extract().path("id"));
        UUID many = UUID.fromString(shop.place("many", lines(MANY)).extract().path("id"));

        // The order and its lines to be judged, the slot held, the update, the lines of the answer.
        assertThat(Statements.count(() -> shop.cancel(one).statusCode(202))).isEqualTo(6);
        assertThat(Statements.count(() -> shop.cancel(many).statusCode(202))).isEqualTo(6);
    }

    @Test
    void customersAreWrittenWithOneAShard() {
        List<String> ids = IntStream.range(0, MANY).mapToObj(i -> Shop.newCustomer().customer()).toList();
        assertThat(ids.stream().map(Shards::inTheSecond).distinct()).hasSize(2);

        assertThat(Statements.count(() -> Shop.admin().body(customers(ids)).urlEncodingEnabled(false).post("/api/customers:batch").then()
                .statusCode(200))).isEqualTo(2 * 2);
        assertThat(Statements.count(() -> Shop.admin().get("/api/customers/" + ids.getFirst()).then().statusCode(200))).isEqualTo(3);
    }

    private Listed list(String more) {
        return count -> shop.request().get("/api/orders?limit=100" + more).then().statusCode(200).body("items", hasSize(count));
    }

    private static String lines(int count) {
        return IntStream.range(0, count).mapToObj(i -> "{\"sku\": \"A-" + i + "\", \"quantity\": 1}")
                .collect(Collectors.joining(", ", "{\"currency\": \"GBP\", \"lines\": [", "]}"));
    }

    private static String customers(List<String> ids) {
        return ids.stream().map(id -> "{\"id\": \"" + id + "\", \"name\": \"Ada\", \"country\": \"GB\"}")
                .collect(Collectors.joining(", ", "{\"items\": [", "]}"));
    }

    @FunctionalInterface
    private interface Listed {
        void then(int count);
    }
}
