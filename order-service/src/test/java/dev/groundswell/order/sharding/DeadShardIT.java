package dev.groundswell.order.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import dev.groundswell.local.testing.Relay;
import dev.groundswell.order.testing.OrderParts;
import dev.groundswell.order.testing.Shop;

/// The second shard dies in every way a database can, and comes back.
@QuarkusTest
@QuarkusTestResource(OrderParts.class)
class DeadShardIT {

    private static final Duration AT_ONCE = Duration.ofMillis(500);
    /// The bound of a call, and then some for two busy cores.
    private static final Duration BOUND = Duration.ofSeconds(4);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int MANY = 60;

    private static final ExecutorService CLIENTS = Executors.newFixedThreadPool(MANY);
    private static final Relay RELAY = OrderParts.wayToTheSecond();

    private final Shop living = customerOfTheSecond(false);
    private final Shop dead = customerOfTheSecond(true);

    @Inject
    MeterRegistry registry;

    @BeforeEach
    void warmUp() {
        dead.placed("A-1", 1);
        living.placed("A-1", 1);
    }

    @AfterEach
    void comeBack() {
        RELAY.pass();
        await().atMost(Duration.ofSeconds(30)).until(() -> dead.request().get("/api/orders").statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        CLIENTS.shutdownNow();
    }

    enum Death {
        REFUSED {
            @Override
            void die() {
                RELAY.cut();
            }

            @Override
            void rise() {
                RELAY.pass();
            }
        },
        FROZEN {
            @Override
            void die() {
                RELAY.silence();
            }

            @Override
            void rise() {
                RELAY.pass();
            }
        },
        FROZEN_THEN_RESET {
            @Override
            void die() {
                RELAY.silence();
            }

            @Override
            void rise() {
                RELAY.reset();
            }
        },
        FROZEN_THEN_FORGOTTEN {
            @Override
            void die() {
                RELAY.silence();
            }

            @Override
            void rise() {
                RELAY.forget();
            }
        };

        abstract void die();

        abstract void rise();
    }

    @ParameterizedTest
    @EnumSource
    void itsCustomersAreRefusedAtOnceAndTheOthersServed(Death death) throws Exception {
        UUID known = dead.placed("A-1", 1);
        List<Shop> many = Stream.generate(() -> customerOfTheSecond(true)).limit(MANY).toList();
        List<Future<Timed>> first = new ArrayList<>();

        death.die();
        for (Shop one : many) {
            first.add(CLIENTS.submit(timed(() -> one.place(UUID.randomUUID().toString(), Shop.body("A-1", 1)).extract().response())));
        }
        for (Future<Timed> one : first) {
            assertRefusedWithin(BOUND, one.get());
        }
        await().atMost(SOON).until(() -> state() != 0);

        // Every second or so one request tries; the others are refused at once.
        List<Timed> later = new ArrayList<>();
        for (Callable<Response> request : requestsOf(dead, known)) {
            later.add(timed(request).call());
        }
        assertThat(later).allSatisfy(timed -> assertRefusedWithin(BOUND, timed));
        assertThat(later.stream().filter(timed -> timed.took().compareTo(AT_ONCE) > 0)).hasSizeLessThanOrEqualTo(2);
        Timed served = timed(() -> living.place(UUID.randomUUID().toString(), Shop.body("A-1", 1)).extract().response()).call();
        assertThat(served.response().statusCode()).isEqualTo(202);
        assertThat(served.took()).isLessThan(AT_ONCE);

        death.rise();
        long risen = System.nanoTime();
        await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> dead.read(known).statusCode() == 200);
        System.out.printf("%s: served again %d ms after it was back%n", death, Duration.ofNanos(System.nanoTime() - risen).toMillis());
        assertThat(state()).isZero();
        dead.placed("A-1", 1);
    }

    @Test
    void aRefusalOrABadRequestOpensNothing() {
        String key = UUID.randomUUID().toString();
        dead.place(key, Shop.body("A-1", 1)).statusCode(202);
        for (int i = 0; i < 20; i++) {
            dead.place(key, Shop.body("A-1", 2)).statusCode(422);
            dead.read(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L)).then().statusCode(404);
        }
        assertThat(state()).isZero();
    }

    /// All that hung is closed in the end, whatever became of the server.
    @Test
    void thePoolRecoversFromAShardThatHung() {
        RELAY.silence();
        for (int i = 0; i < 20; i++) {
            var _ = CLIENTS.submit(() -> dead.request().get("/api/orders"));
        }
        await().atMost(SOON).until(() -> state() != 0);
        RELAY.forget();
        await().atMost(SOON).until(() -> dead.request().get("/api/orders").statusCode() == 200);
        for (int i = 0; i < 30; i++) {
            dead.request().get("/api/orders").then().statusCode(200);
        }
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(RELAY.connections()).isLessThanOrEqualTo(10));
    }

    private static List<Callable<Response>> requestsOf(Shop shop, UUID order) {
        String customer = "/api/customers/" + shop.customer();
        return List.of(() -> shop.read(order), () -> shop.request().get("/api/orders"), () -> shop.cancel(order).extract().response(),
                () -> shop.place(UUID.randomUUID().toString(), Shop.body("A-1", 1)).extract().response(),
                () -> shop.request().get(customer), () -> shop.request().delete(customer),
                () -> shop.request().body("{\"name\": \"Ann\", \"country\": \"Malta\"}").put(customer),
                () -> Shop.admin().get("/api/orders"),
                () -> shop.request().accept("text/event-stream").get("/api/orders/" + order + "/events"));
    }

    private static void assertRefusedWithin(Duration bound, Timed timed) {
        assertThat(timed.response().statusCode()).isEqualTo(503);
        assertThat(timed.response().header("Retry-After")).isEqualTo("1");
        assertThat(timed.response().contentType()).startsWith("application/problem+json");
        assertThat(timed.took()).isLessThan(bound);
    }

    private static Callable<Timed> timed(Callable<Response> request) {
        return () -> {
            long start = System.nanoTime();
            Response response = request.call();
            return new Timed(response, Duration.ofNanos(System.nanoTime() - start));
        };
    }

    private double state() {
        return registry.get("circuit.breaker.state").tag("name", "orders_1").gauge().value();
    }

    private static Shop customerOfTheSecond(boolean second) {
        return Stream.generate(Shop::newCustomer)
                .filter(shop -> dev.groundswell.order.testing.Shards.inTheSecond(shop.customer()) == second)
                .findFirst()
                .orElseThrow();
    }

    private record Timed(Response response, Duration took) {}
}
