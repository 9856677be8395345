package dev.groundswell.testbed.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.restassured.path.json.JsonPath;

import dev.groundswell.testbed.suite.Customer;
import dev.groundswell.testbed.suite.Line;
import dev.groundswell.testbed.suite.Shop;
import dev.groundswell.testbed.suite.Stock;
import dev.groundswell.testbed.suite.SuiteExtension;

@ExtendWith(SuiteExtension.class)
class RejectionJourneyIT {
    private static final int CUSTOMERS = 8;

    private final Shop shop;
    private final Customer customer;

    RejectionJourneyIT(Shop shop) {
        this.shop = shop;
        this.customer = shop.newCustomer();
    }

    @Test
    void moreThanIsThereIsRejectedAndNoLineStaysReserved() {
        String few = shop.sells(100, 1);
        String plenty = shop.sells(100, 50);

        JsonPath order = customer.settled(customer.orders(new Line(few, 2), new Line(plenty, 1)));

        assertRejected(order, "out-of-stock");
        assertThat(order.getString("reasons[0].sku")).isEqualTo(few);
        assertThat(shop.stock(few)).isEqualTo(Stock.whole(few, 1));
        assertThat(shop.stock(plenty)).isEqualTo(Stock.whole(plenty, 50));
    }

    @Test
    void whatHasNoPriceIsRejectedAndNoLineStaysReserved() {
        String unpriced = shop.unpriced(10);
        String priced = shop.sells(100, 10);

        JsonPath order = customer.settled(customer.orders(new Line(unpriced, 1), new Line(priced, 1)));

        assertRejected(order, "no-price");
        assertThat(order.getString("reasons[0].sku")).isEqualTo(unpriced);
        assertThat(shop.stock(unpriced)).isEqualTo(Stock.whole(unpriced, 10));
        assertThat(shop.stock(priced)).isEqualTo(Stock.whole(priced, 10));
    }

    @Test
    void anotherTotalThanExpectedIsRejectedAndNothingStaysReserved() {
        String sku = shop.sells(250, 10);

        JsonPath order = customer.settled(customer.ordersFor(499, new Line(sku, 2)));

        assertRejected(order, "price-changed");
        assertThat(shop.stock(sku)).isEqualTo(Stock.whole(sku, 10));
    }

    @Test
    void theExpectedTotalIsConfirmed() {
        String sku = shop.sells(250, 10);

        JsonPath order = customer.settled(customer.ordersFor(500, new Line(sku, 2)));

        assertThat(order.getString("status")).isEqualTo("confirmed");
        await().untilAsserted(() -> assertThat(shop.stock(sku)).isEqualTo(Stock.whole(sku, 8)));
    }

    @Test
    void aRejectedOrderCannotBeCancelled() {
        String id = customer.orders(new Line(shop.unpriced(1), 1));
        assertRejected(customer.settled(id), "no-price");

        customer.cancels(id).statusCode(409);
    }

    @Test
    void theLastPieceIsSoldOnce() throws Exception {
        String sku = shop.sells(100, 1);
        List<Callable<String>> rush = IntStream.range(0, CUSTOMERS).mapToObj(n -> shop.newCustomer())
                .<Callable<String>>map(each -> () -> each.settled(each.orders(new Line(sku, 1))).getString("status")).toList();

        List<String> ends = new ArrayList<>();
        try (ExecutorService crowd = Executors.newFixedThreadPool(CUSTOMERS)) {
            for (Future<String> end : crowd.invokeAll(rush)) {
                ends.add(end.get());
            }
        }

        assertThat(ends).hasSize(CUSTOMERS).containsOnlyOnce("confirmed").containsOnly("confirmed", "rejected");
        await().untilAsserted(() -> assertThat(shop.stock(sku)).isEqualTo(Stock.whole(sku, 0)));
    }

    private static void assertRejected(JsonPath order, String reason) {
        assertThat(order.getString("status")).isEqualTo("rejected");
        assertThat(order.getList("reasons.code", String.class)).containsOnly(reason);
    }
}
