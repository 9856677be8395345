package dev.groundswell.testbed.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;

import dev.groundswell.testbed.suite.Behind;
import dev.groundswell.testbed.suite.Customer;
import dev.groundswell.testbed.suite.Line;
import dev.groundswell.testbed.suite.Shop;
import dev.groundswell.testbed.suite.StatusEvent;
import dev.groundswell.testbed.suite.Stock;
import dev.groundswell.testbed.suite.SuiteExtension;

@ExtendWith(SuiteExtension.class)
class OrderJourneyIT {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final Shop shop;
    private final Behind behind;
    private final Customer customer;

    OrderJourneyIT(Shop shop, Behind behind) {
        this.shop = shop;
        this.behind = behind;
        this.customer = shop.newCustomer();
    }

    @Test
    void anOrderIsAcceptedFollowedAndConfirmedAtTheQuotedTotal() {
        String lantern = shop.sells(255, 100);
        String candle = shop.unpriced(100);
        shop.priced(candle, Map.of("currency", "GBP", "amount", 100, "breaks", List.of(Map.of("minQuantity", 10, "amount", 85))));
        Map<String, ?> basket = Map.of("currency", "GBP", "lines", List.of(new Line(lantern, 2), new Line(candle, 12)));
        int quoted = shop.anyone().contentType(ContentType.JSON).body(basket).post("/api/quotes").then().statusCode(200)
                .extract().path("total.amount");

        var answer = Customer.accepted(customer.request(), basket);
        String id = answer.body("status", equalTo("queued")).extract().path("id");
        answer.header("Location", "/api/orders/" + id);
        List<StatusEvent> way = customer.follows(id);

        assertThat(way).extracting(StatusEvent::status).endsWith("confirmed")
                .isSubsetOf("queued", "priced", "confirmed").doesNotHaveDuplicates()
                .isSortedAccordingTo((one, other) -> Integer.compare(stage(one), stage(other)));
        assertThat(way).extracting(StatusEvent::id).doesNotHaveDuplicates().isSorted();
        JsonPath order = customer.order(id);
        assertThat(quoted).isEqualTo(2 * 255 + 12 * 85);
        assertThat(order.getInt("total.amount")).isEqualTo(quoted);
        assertThat(order.getString("status")).isEqualTo("confirmed");
        await().untilAsserted(() -> {
            assertThat(shop.stock(lantern)).isEqualTo(Stock.whole(lantern, 98));
            assertThat(shop.stock(candle)).isEqualTo(Stock.whole(candle, 88));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders_0", "orders_1", "catalog", "pricing"})
    void noEventIsLeftInAnOutbox(String database) {
        String sku = shop.sells(100, 10);
        assertThat(customer.settled(customer.orders(new Line(sku, 1))).getString("status")).isEqualTo("confirmed");

        await().untilAsserted(() -> assertThat(behind.unpublished(database)).isZero());
    }

    @Test
    void everyServiceTellsOfTheOrderUnderItsId() {
        String sku = shop.sells(100, 10);
        String request = Shop.fresh("follow");

        String id = Customer.accepted(customer.request().header("X-Request-Id", request),
                Map.of("currency", "GBP", "lines", List.of(new Line(sku, 1))))
                .header("X-Request-Id", request).extract().path("id");

        for (String instance : List.of("gateway-1", "order-1", "pricing-1", "catalog-1")) {
            await().untilAsserted(() -> assertThat(behind.logged(instance, id)).as(instance + " names the order").isNotEmpty());
        }
        for (String instance : List.of("gateway-1", "order-1")) {
            assertThat(behind.logged(instance, id)).as(instance + " names the request").anyMatch(line -> line.contains(request));
        }
    }

    @Test
    void theTraceOfTheRequestReachesEveryEvent() {
        String sku = shop.sells(100, 10);
        String parent = "00-" + TRACE + "-b7ad6b7169203331-01";

        String id = Customer.accepted(customer.request().header("traceparent", parent),
                Map.of("currency", "GBP", "lines", List.of(new Line(sku, 1)))).extract().path("id");
        assertThat(customer.settled(id).getString("status")).isEqualTo("confirmed");

        for (String topic : List.of("order-placed", "order-priced", "order-reserved", "order-confirmed")) {
            await().untilAsserted(() -> assertThat(behind.eventHeaders(topic, id)).as(topic).hasValueSatisfying(
                    headers -> assertThat(headers.get("traceparent")).startsWith("00-" + TRACE)));
        }
    }

    private static int stage(String status) {
        return List.of("queued", "priced", "confirmed").indexOf(status);
    }
}
