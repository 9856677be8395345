package dev.groundswell.testbed.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.groundswell.testbed.suite.Customer;
import dev.groundswell.testbed.suite.Line;
import dev.groundswell.testbed.suite.Shop;
import dev.groundswell.testbed.suite.Stock;
import dev.groundswell.testbed.suite.SuiteExtension;

@ExtendWith(SuiteExtension.class)
class CancellationJourneyIT {
    private static final int ORDERS = 20;
    private static final int PIECES = 2;
    private static final int ON_HAND = ORDERS * PIECES;
    /// What was still on its way when the last order was cancelled has arrived after this.
    private static final Duration SETTLED_DOWN = Duration.ofSeconds(1);

    private final Shop shop;
    private final Customer customer;

    CancellationJourneyIT(Shop shop) {
        this.shop = shop;
        this.customer = shop.newCustomer();
    }

    @Test
    void stockIsWholeWhereverOnTheirWayOrdersAreCancelled() {
        String sku = shop.sells(100, ON_HAND);

        List<String> ids = new ArrayList<>();
        for (int n = 0; n < ORDERS; n++) {
            String id = customer.orders(new Line(sku, PIECES));
            ids.add(id);
            cancelOnItsWay(n, id);
        }
        for (int n = 3; n < ORDERS; n += 4) {
            customer.cancels(ids.get(n)).statusCode(202);
        }

        await().during(SETTLED_DOWN).atMost(Duration.ofSeconds(15)).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            assertThat(customer.statuses()).hasSize(ORDERS).containsOnlyKeys(ids).allSatisfy(
                    (id, status) -> assertThat(status).as(id).isEqualTo("cancelled"));
            assertThat(shop.stock(sku)).isEqualTo(Stock.whole(sku, ON_HAND));
        });
    }

    @Test
    void aSecondCancellationIsAcceptedAndGivesNothingBack() {
        String sku = shop.sells(100, 10);
        String id = customer.orders(new Line(sku, 4));
        assertThat(customer.settled(id).getString("status")).isEqualTo("confirmed");
        await().untilAsserted(() -> assertThat(shop.stock(sku)).isEqualTo(Stock.whole(sku, 6)));

        customer.cancels(id).statusCode(202);
        customer.cancels(id).statusCode(202);

        await().during(SETTLED_DOWN).untilAsserted(() -> assertThat(shop.stock(sku)).isEqualTo(Stock.whole(sku, 10)));
    }

    @Test
    void aCancelledOrdersStreamSaysSoAndEnds() {
        String id = customer.orders(new Line(shop.sells(100, 10), 1));
        customer.cancels(id).statusCode(202);

        assertThat(customer.follows(id)).singleElement().satisfies(event -> assertThat(event.status()).isEqualTo("cancelled"));
    }

    /// Of four: one at once, one after ever more reads, one when it is confirmed; the fourth after all are placed.
    private void cancelOnItsWay(int n, String id) {
        switch (n % 4) {
            case 0 -> customer.cancels(id).statusCode(202);
            case 1 -> {
                for (int read = 0; read < n; read++) {
                    assertThat(customer.order(id).getString("id")).isEqualTo(id);
                }
                customer.cancels(id).statusCode(202);
            }
            case 2 -> {
                assertThat(customer.settled(id).getString("status")).isEqualTo("confirmed");
                customer.cancels(id).statusCode(202);
            }
            default -> {
                // left to the end
            }
        }
    }
}
