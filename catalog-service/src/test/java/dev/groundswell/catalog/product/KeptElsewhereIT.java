package dev.groundswell.catalog.product;

import static dev.groundswell.catalog.Api.admin;
import static dev.groundswell.catalog.Api.get;
import static dev.groundswell.catalog.Api.product;
import static dev.groundswell.catalog.Api.put;
import static dev.groundswell.catalog.Api.setting;
import static dev.groundswell.catalog.Api.sku;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import java.time.Duration;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;

import dev.groundswell.catalog.CatalogParts;
import dev.groundswell.catalog.Elsewhere;
import dev.groundswell.catalog.Records;
import dev.groundswell.catalog.SettableClock;
import dev.groundswell.catalog.Statements;

/// What a process that keeps nothing in memory finds in Redis and at a replica. Time stands still, so that nothing that is kept ends by itself.
@QuarkusTest
@TestProfile(CopiesElsewhere.class)
@QuarkusTestResource(CatalogParts.class)
class KeptElsewhereIT {

    private final String sku = sku("R");
    private final String path = "/api/products/" + sku;

    @Inject
    Statements statements;

    @Inject
    Elsewhere elsewhere;

    @Inject
    SettableClock clock;

    @Inject
    KafkaClientService clients;

    @Inject
    MeterRegistry registry;

    @BeforeEach
    void stand() {
        await().until(() -> !clients.getConsumer("changes").getAssignments().await().indefinitely().isEmpty());
        clock.stand();
    }

    @AfterEach
    void run() {
        clock.run();
        onTheReplica("SELECT pg_wal_replay_resume()");
    }

    @Test
    void whatAnotherProcessWroteIsInRedis() {
        put(path, product("First")).statusCode(201);
        awaitInRedis();
        elsewhere.product(sku, "Second");

        assertThat(statements.count(() -> get(path).statusCode(200).body("name", equalTo("First")).body("attributes.colour",
                equalTo("blue")))).isZero();
        assertThat(statements.count(() -> get("/api/products?skus=" + sku).body("items.name", contains("First")))).isZero();
    }

    @Test
    void aCopyInRedisThatIsKnownToBeOldIsNotShown() {
        put(path, product("First")).statusCode(201);
        awaitInRedis();
        long version = elsewhere.product(sku, "Second");
        get(path).body("name", equalTo("First"));

        try (Records kafka = new Records()) {
            kafka.send("product-changed", 0, sku, "{\"sku\": \"%s\", \"version\": %d}".formatted(sku, version).getBytes(UTF_8));
        }

        await().untilAsserted(() -> get(path).body("name", equalTo("Second")));
    }

    @Test
    void aDeletionReplacesTheCopyAndSoDoesWhoCreatesAgain() {
        put(path, product("First")).statusCode(201);
        awaitInRedis();
        admin().delete(path).then().statusCode(204);
        get(path).statusCode(404);
        awaitNoStatement(404);
        put(path, product("Second")).statusCode(201);
        get(path).statusCode(200).body("name", equalTo("Second"));
        awaitInRedis();
        get(path).statusCode(200).body("name", equalTo("Second"));
    }

    @Test
    void aCopyIsAsOldAsItsQuestion() {
        put(path, product("First")).statusCode(201);
        awaitInRedis();
        elsewhere.product(sku, "Second");
        get(path).body("name", equalTo("First"));

        clock.advance(Duration.ofSeconds(10));

        get(path).body("name", equalTo("Second"));
    }

    /// The replica does not know of the product; caches are filled from the primary, so nobody is told what it does not know.
    @Test
    void aReplicaThatIsBehindFillsNoCache() {
        String page = "/api/products?category=elsewhere-" + sku;
        await().untilAsserted(() -> {
            double before = readsAtTheReplica();
            get(page).body("items", empty());
            assertThat(readsAtTheReplica()).isGreaterThan(before);
        });
        onTheReplica("SELECT pg_wal_replay_pause()");
        await().until(() -> onTheReplica("SELECT pg_get_wal_replay_pause_state()").equals("paused"));
        elsewhere.product(sku, "First", null, "elsewhere-" + sku);

        get(page).body("items", empty());
        get("/api/products?skus=" + sku).body("items.name", contains("First"));
        get(path).statusCode(200).body("name", equalTo("First"));
        elsewhere.product(sku, "Second");
        clock.advance(Duration.ofSeconds(10));
        get(path).statusCode(200).body("name", equalTo("Second"));
        get(page).body("items", empty());
    }

    private void awaitInRedis() {
        awaitNoStatement(200);
    }

    private void awaitNoStatement(int status) {
        await().until(() -> statements.count(() -> get(path).statusCode(status)) == 0);
    }

    private double readsAtTheReplica() {
        return registry.counter("database.reads", "database", "catalog", "at", "replica").count();
    }

    @CanIgnoreReturnValue
    private static String onTheReplica(String sql) {
        Vertx vertx = Vertx.vertx();
        PgConnectOptions options = PgConnectOptions.fromUri(setting("test.replica"))
                .setUser(setting("quarkus.datasource.username"))
                .setPassword(setting("quarkus.datasource.password"));
        Pool pool = Pool.newInstance(PgBuilder.pool().connectingTo(options).using(vertx.getDelegate()).build());
        try {
            return String.valueOf(pool.query(sql).executeAndAwait().iterator().next().getValue(0));
        } finally {
            pool.closeAndAwait();
            vertx.closeAndAwait();
        }
    }
}
