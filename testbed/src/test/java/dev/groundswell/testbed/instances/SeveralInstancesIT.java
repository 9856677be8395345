package dev.groundswell.testbed.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import io.restassured.path.json.JsonPath;

import dev.groundswell.local.testing.TestSuite;
import dev.groundswell.testbed.suite.Behind;
import dev.groundswell.testbed.suite.Customer;
import dev.groundswell.testbed.suite.Line;
import dev.groundswell.testbed.suite.Shop;
import dev.groundswell.testbed.suite.StatusEvent;
import dev.groundswell.testbed.suite.Stock;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeveralInstancesIT {
    /// Of who listens to changes, to keep nothing old, and has no work.
    private static final Predicate<String> LISTENS = line -> line.contains("kafka-consumer-changes");
    /// Ten seconds until the partitions of a dead process have moved, and then some for two busy cores.
    private static final Duration TAKEN_OVER = Duration.ofSeconds(15);

    private final TestSuite suite = TestSuite.start("--instances", "pricing=2", "--role", "order=http,http,worker,catalog=http,worker");
    private final Shop shop = new Shop(suite);
    private final Behind behind = new Behind(suite);

    @AfterAll
    void stop() {
        suite.close();
    }

    @Test
    void aStreamEndsConfirmedWhenPostStreamAndWorkerAreThreeProcesses() throws Exception {
        Customer customer = shop.newCustomer();
        String sku = shop.sells(100, 10);
        CountDownLatch streaming = new CountDownLatch(1);
        signal("order-3", "STOP");

        String id = customer.ordersAt(suite.instance("order-1"), new Line(sku, 1));
        try (ExecutorService reader = Executors.newFixedThreadPool(1)) {
            var way = CompletableFuture.supplyAsync(() -> customer.followsAt(suite.instance("order-2"), id, event -> streaming.countDown()),
                    reader);
            assertThat(streaming.await(10, TimeUnit.SECONDS)).isTrue();
            signal("order-3", "CONT");

            assertThat(way.get(30, TimeUnit.SECONDS)).extracting(StatusEvent::status).startsWith("queued").endsWith("confirmed")
                    .isSubsetOf("queued", "priced", "confirmed").doesNotHaveDuplicates();
        }
    }

    @Test
    void aRoleDoesItsOwnWorkOnly() {
        for (String worker : List.of("order-3", "catalog-2")) {
            shop.at(suite.instance(worker)).get("/api/products").then().statusCode(404).body("status", equalTo(404));
            assertThat(behind.logged(worker, "Kafka consumer")).as("consumers of " + worker).isNotEmpty().noneMatch(LISTENS);
        }
        for (String server : List.of("order-1", "order-2", "catalog-1")) {
            assertThat(behind.logged(server, "Kafka consumer")).as("consumers of " + server).isNotEmpty().allMatch(LISTENS);
        }
        for (String instance : List.of("order-1", "order-3", "catalog-1", "catalog-2")) {
            shop.at(suite.management(instance)).get("/q/health/ready").then().statusCode(200);
            shop.at(suite.management(instance)).accept("text/plain").get("/q/metrics").then().statusCode(200);
        }
    }

    @Test
    void killedInstancesComeBackAndGoOn() throws IOException {
        String sku = shop.sells(100, 10);
        Map<String, Long> before = Map.of("order-3", suite.pid("order-3"), "pricing-1", suite.pid("pricing-1"));

        before.keySet().forEach(suite::kill);

        await().until(() -> priceShown(sku), price -> price == 100);
        Customer customer = shop.newCustomer();
        String id = customer.ordersAt(suite.instance("order-1"), new Line(sku, 1));
        before.keySet().forEach(suite::awaitReady);
        assertThat(customer.settled(id).getString("status")).isEqualTo("confirmed");
        String state = Files.readString(suite.logs().resolveSibling("suite.json"));
        before.forEach((name, pid) -> {
            assertThat(suite.pid(name)).isNotEqualTo(pid);
            assertThat(state).contains("\"pid\" : " + suite.pid(name)).doesNotContain("\"pid\" : " + pid + ",");
        });
        shop.at(suite.instance("pricing-1")).get("/api/prices/{sku}", sku).then().statusCode(200);
    }

    @Test
    void theOthersTakeOverTheWorkOfOneThatHangs() throws Exception {
        int many = 24;
        String sku = shop.sells(100, 100);
        Map<String, Customer> orders = new LinkedHashMap<>();
        signal("pricing-2", "STOP");
        try {
            long stopped = System.nanoTime();

            for (int i = 0; i < many; i++) {
                Customer customer = shop.newCustomer();
                orders.put(customer.ordersAt(suite.instance("order-1"), new Line(sku, 1)), customer);
            }

            List<String> ends = new ArrayList<>();
            orders.forEach((id, customer) -> ends.add(customer.settled(id).getString("status")));
            assertThat(ends).hasSize(many).containsOnly("confirmed");
            assertThat(Duration.ofNanos(System.nanoTime() - stopped)).isLessThan(TAKEN_OVER);
        } finally {
            signal("pricing-2", "CONT");
        }
        // What the one that hung had taken is told twice, now: it changes nothing.
        suite.awaitReady("pricing-2");
        Customer late = shop.newCustomer();
        assertThat(late.settled(late.ordersAt(suite.instance("order-1"), new Line(sku, 1))).getString("status")).isEqualTo("confirmed");
        await().untilAsserted(() -> assertThat(shop.stock(sku)).isEqualTo(Stock.whole(sku, 100 - many - 1)));
    }

    /// Of catalog, which waits for half a second only: an instance that has to answer its first call while others start may take longer.
    ///
    /// @return 0 when the product says that its price cannot be had
    private int priceShown(String sku) {
        JsonPath product = shop.at(suite.instance("catalog-1")).get("/api/products/{sku}?expand=price", sku).then().statusCode(200)
                .extract()
                .jsonPath();
        if (Boolean.TRUE.equals(product.get("priceUnavailable"))) {
            return 0;
        }
        return product.getInt("price.amount");
    }

    private void signal(String instance, String signal) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(suite.pid(instance))).inheritIO().start();
        assertThat(kill.waitFor()).isZero();
    }
}
