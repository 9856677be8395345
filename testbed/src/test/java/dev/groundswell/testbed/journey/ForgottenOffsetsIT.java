package dev.groundswell.testbed.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.groundswell.local.testing.TestSuite;
import dev.groundswell.testbed.suite.Customer;
import dev.groundswell.testbed.suite.Line;
import dev.groundswell.testbed.suite.Shop;
import dev.groundswell.testbed.suite.Stock;
import dev.groundswell.testbed.suite.SuiteExtension;

/// Kafka forgets the offsets of a group that was idle for too long, or somebody deletes them.
@ExtendWith(SuiteExtension.class)
class ForgottenOffsetsIT {

    private static final List<String> GROUPS = List.of("pricing", "catalog");
    private static final List<String> INSTANCES = List.of("pricing-1", "catalog-1");
    /// A session lasts seven seconds.
    private static final Duration MISSED = Duration.ofSeconds(30);

    private final TestSuite suite;
    private final Shop shop;

    ForgottenOffsetsIT(TestSuite suite, Shop shop) {
        this.suite = suite;
        this.shop = shop;
    }

    @Test
    void anOrderThatWaitsIsSettledAndTheOldOnesAreNotSettledAgain() throws Exception {
        String sku = shop.sells(100, 10);
        Customer customer = shop.newCustomer();
        String old = customer.orders(new Line(sku, 1));
        assertThat(customer.settled(old).getString("status")).isEqualTo("confirmed");
        String waiting;
        signal("STOP");
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, suite.kafka()))) {
            waiting = customer.orders(new Line(sku, 2));
            await().atMost(MISSED).until(
                    () -> admin.describeConsumerGroups(GROUPS).all().get().values().stream().allMatch(group -> group.members().isEmpty()));

            admin.deleteConsumerGroups(GROUPS).all().get();
        } finally {
            signal("CONT");
        }

        assertThat(customer.settled(waiting).getString("status")).isEqualTo("confirmed");
        String later = customer.orders(new Line(sku, 1));
        assertThat(customer.settled(later).getString("status")).isEqualTo("confirmed");
        await().atMost(MISSED).untilAsserted(() -> assertThat(shop.stock(sku)).isEqualTo(Stock.whole(sku, 10 - 4)));
        assertThat(customer.request().get("/api/orders/{id}", old).then().statusCode(200).extract().jsonPath().getInt("version"))
                .isEqualTo(3);
    }

    private void signal(String signal) throws IOException, InterruptedException {
        for (String instance : INSTANCES) {
            assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(suite.pid(instance))).inheritIO().start().waitFor()).isZero();
        }
    }
}
