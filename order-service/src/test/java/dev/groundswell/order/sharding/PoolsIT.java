package dev.groundswell.order.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.groundswell.local.testing.TestParts;
import dev.groundswell.order.testing.OrderParts;
import dev.groundswell.order.testing.Shop;
import dev.groundswell.platform.database.DatabaseConfig;
import dev.groundswell.platform.database.DatabasePools;
import dev.groundswell.platform.database.PoolName;

/// The connections to a shard: which of them stay, and what becomes of those who find none.
@QuarkusTest
@QuarkusTestResource(OrderParts.class)
class PoolsIT {

    private static final Duration SILENCE = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final int WARM = 2;

    /// The patience of a pool or a guard, and then some for two busy cores.
    private static final Duration BOUND = Duration.ofSeconds(4);
    private static final int CONNECTIONS = 10;
    /// Of them those that requests may hold.
    private static final int SHARE = 8;
    private static final int MANY = 3 * CONNECTIONS;

    @Inject
    MeterRegistry registry;

    @Inject
    Vertx vertx;

    @Test
    void twoStayTheOthersForAWhileAndNoneEndsForItsSilence() {
        TestParts parts = OrderParts.running();
        Pool pool = Pool.newInstance(new DatabasePools(new Fast(), new SimpleMeterRegistry(), vertx).open(PoolName.primary("kept"),
                parts.database("orders_0").url() + "?application_name=kept", parts.user(), parts.password()));
        try {
            await().until(() -> kept().size() == WARM);

            List<SqlConnection> busy = IntStream.range(0, 5).mapToObj(number -> pool.getConnectionAndAwait()).toList();
            List<String> opened = kept();
            assertThat(opened).hasSizeGreaterThanOrEqualTo(busy.size());
            busy.forEach(SqlConnection::closeAndAwait);

            Duration longer = SILENCE.plus(SILENCE.dividedBy(4));
            await().during(longer).atMost(longer.multipliedBy(2)).until(() -> kept().equals(opened));
            await().until(() -> kept().size() == WARM);
            List<String> stayed = kept();
            await().during(longer).atMost(longer.multipliedBy(2)).until(() -> kept().equals(stayed));
        } finally {
            pool.closeAndAwait();
        }
    }

    @Test
    void whoFindsNoConnectionIsToldToComeBackAndTheOtherShardServes() {
        Shop first = customer(false);
        Shop second = customer(true);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            dev.groundswell.order.testing.Shards.whileTheFirstIsLocked("orders IN ACCESS EXCLUSIVE MODE", () -> {
                List<Future<Timed>> answers = new ArrayList<>();
                for (int i = 0; i < MANY; i++) {
                    answers.add(clients.submit(() -> Timed.of(first)));
                }
                // Jobs may hold connections beside the requests' share, so that the gauge of the pool shows at least the share.
                await().until(() -> waiting() == MANY - SHARE && gauge("used", "orders_0") >= SHARE);
                second.request().get("/api/orders").then().statusCode(200);
                second.placed("A-1", 1);
                assertThat(answers).allSatisfy(answer -> assertToldToComeBack(answer.get()));
            });
        }
        await().until(() -> first.request().get("/api/orders").statusCode() == 200);
        first.placed("A-1", 1);
        await().untilAsserted(() -> assertThat(waiting()).isZero());
    }

    private static void assertToldToComeBack(Timed answer) {
        assertThat(answer.response().statusCode()).isEqualTo(503);
        assertThat(answer.response().header("Retry-After")).isEqualTo("1");
        assertThat(answer.response().contentType()).startsWith("application/problem+json");
        assertThat(answer.took()).isLessThan(BOUND);
    }

    private double waiting() {
        return registry.get("database.requests.waiting").tag("database", "orders_0").gauge().value();
    }

    private double gauge(String what, String shard) {
        return registry.get("database.connections." + what).tags("database", shard, "role", "primary").gauge().value();
    }

    /// The server's processes of the pool under test.
    private static List<String> kept() {
        String processes = dev.groundswell.order.testing.Shards.textOfTheFirst(
                "SELECT coalesce(string_agg(pid::text, ' ' ORDER BY pid), '') FROM pg_stat_activity WHERE application_name = 'kept'");
        return Stream.of(processes.split(" ")).filter(process -> !process.isEmpty()).toList();
    }

    private static Shop customer(boolean ofTheSecond) {
        return Stream.generate(Shop::newCustomer)
                .filter(shop -> dev.groundswell.order.testing.Shards.inTheSecond(shop.customer()) == ofTheSecond)
                .findFirst()
                .orElseThrow();
    }

    private record Timed(Response response, Duration took) {

        static Timed of(Shop shop) {
            long start = System.nanoTime();
            Response response = shop.request().get("/api/orders");
            return new Timed(response, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    /// As services have it, with shorter times.
    private record Fast() implements DatabaseConfig {

        @Override
        public int connections() {
            return CONNECTIONS;
        }

        @Override
        public int warm() {
            return WARM;
        }

        @Override
        public Duration idle() {
            return IDLE;
        }

        @Override
        public Duration patience() {
            return Duration.ofSeconds(2);
        }

        @Override
        public Duration silence() {
            return SILENCE;
        }

        @Override
        public Duration idleInTransaction() {
            return Duration.ofSeconds(15);
        }

        @Override
        public boolean proxied() {
            return false;
        }
    }
}
