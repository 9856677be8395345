package dev.groundswell.pricing.ordering;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongPredicate;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.groundswell.platform.events.OrderEvent;
import dev.groundswell.platform.events.OrderEvents;
import dev.groundswell.platform.events.Topic;
import dev.groundswell.pricing.testing.PricingParts;
import dev.groundswell.pricing.testing.Wire;

/// SmallRye #3281 and Quarkus #37572: a consumer that is up but deaf. It is told apart from one that waits for what is away.
@QuarkusTest
@QuarkusTestResource(PricingParts.class)
@TestProfile(StalledConsumerIT.Impatient.class)
class StalledConsumerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /// More than twice what makes a consumer count as stalled.
    private static final int LONG_SECONDS = 5;

    @Inject
    OrderEvents events;

    @Inject
    KafkaClientService clients;

    @Inject
    Pool database;

    @Inject
    MeterRegistry metrics;

    @TestHTTPResource(value = "", management = true)
    URI management;

    private final Wire wire = new Wire();

    @BeforeEach
    void begin() {
        awaitVerdict(place());
        ready(200);
    }

    @AfterEach
    void close() {
        wire.close();
    }

    @Test
    void aDeafConsumerMakesTheProcessUnready() {
        assertThat(clients.getConsumer("order-placed").pause().await().atMost(PATIENCE)).isNotEmpty();
        String order = place();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ready(503).extract().asString())
                .contains("consumers").contains("order-placed order-placed-0").contains("no progress for"));
        clients.getConsumer("order-placed").resume().await().atMost(PATIENCE);
        awaitVerdict(order);
        awaitReady();
    }

    /// It owes nothing, though what it has not heard waits for longer than what makes the other one count as stalled.
    @Test
    void oneThatOnlyListensIsNotJudged() {
        assertThat(clients.getConsumer("changes").pause().await().atMost(PATIENCE)).isNotEmpty();
        wire.put("price-changed", "A", "{\"sku\":\"A\",\"version\":1}".getBytes(UTF_8), Map.of());
        wire.flush();
        assertThat(clients.getConsumer("order-placed").pause().await().atMost(PATIENCE)).isNotEmpty();
        String order = place();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ready(503).extract().asString()).contains("order-placed-0"));
        assertThat(ready(503).extract().asString()).doesNotContain("price-changed");
        clients.getConsumer("order-placed").resume().await().atMost(PATIENCE);
        awaitVerdict(order);
        awaitReady();
        clients.getConsumer("changes").resume().await().atMost(PATIENCE);
    }

    @Test
    void aHandlerThatDoesNotEndMakesTheProcessUnready() {
        SqlConnection holder = database.getConnection().await().atMost(PATIENCE);
        execute(holder, "BEGIN");
        execute(holder, "LOCK TABLE prices IN ACCESS EXCLUSIVE MODE");
        String order = place();

        await().atMost(PATIENCE).untilAsserted(() -> ready(503));
        execute(holder, "ROLLBACK");
        holder.close().await().atMost(PATIENCE);
        awaitVerdict(order);
        awaitReady();
    }

    @Tag("long")
    @Test
    void aBatchThatWaitsForItsDatabaseDoesNot() {
        execute("ALTER TABLE prices RENAME TO prices_away");
        try {
            String order = place();
            await().atMost(PATIENCE)
                    .until(() -> metrics.get("consumer.batch.age").tag("channel", "order-placed").gauge().value() > LONG_SECONDS);
            ready(200);
            execute("ALTER TABLE prices_away RENAME TO prices");
            awaitVerdict(order);
        } finally {
            execute("ALTER TABLE IF EXISTS prices_away RENAME TO prices");
        }
        ready(200);
    }

    @Tag("long")
    @Test
    void nobodyIsJudgedWhileKafkaIsAway() throws Exception {
        SqlConnection holder = database.getConnection().await().atMost(PATIENCE);
        execute(holder, "BEGIN");
        execute(holder, "LOCK TABLE prices IN ACCESS EXCLUSIVE MODE");
        String order = place();
        signal("STOP");
        try {
            await().during(Duration.ofSeconds(LONG_SECONDS)).atMost(PATIENCE).untilAsserted(() -> ready(200));
        } finally {
            signal("CONT");
        }
        execute(holder, "ROLLBACK");
        holder.close().await().atMost(PATIENCE);
        awaitVerdict(order);
    }

    /// The connector does not repeat a commit that failed.
    @Test
    void aCommitThatKafkaDidNotHearIsMadeAgain() {
        TopicPartition partition = new TopicPartition("order-placed", 0);
        long committed = awaitCommitted(partition, offset -> offset > 0);
        clients.getConsumer("order-placed").commit(Map.of(partition, new OffsetAndMetadata(committed - 1))).await().atMost(PATIENCE);

        assertThat(awaitCommitted(partition, offset -> offset == committed)).isEqualTo(committed);
        ready(200);
    }

    private long awaitCommitted(TopicPartition partition, LongPredicate wanted) {
        return await().atMost(PATIENCE).until(() -> {
            OffsetAndMetadata offset = clients.getConsumer("order-placed").committed(partition).await().atMost(PATIENCE).get(partition);
            return offset == null ? 0 : offset.offset();
        }, wanted::test);
    }

    private static void signal(String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, PricingParts.kafkaPid()).start().waitFor()).isZero();
    }

    /// An order for what nobody sells, which is told as rejected.
    private String place() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        OrderEvent order = new OrderEvent(UUID.randomUUID(), "cust", "queued", "GBP",
                List.of(new OrderEvent.Line("NOBODY-SELLS-IT", 1, null, null)), null, null, now, now, 1, 0, null);
        wire.put("order-placed", order.id().toString(), events.outgoing(Topic.ORDER_PLACED, order, now, null).value(), Map.of());
        wire.flush();
        return order.id().toString();
    }

    private void awaitVerdict(String order) {
        assertThat(wire.await("order-rejected", 1, record -> record.key().equals(order))).hasSize(1);
    }

    private void awaitReady() {
        await().atMost(PATIENCE).untilAsserted(() -> ready(200));
    }

    @CanIgnoreReturnValue
    private ValidatableResponse ready(int status) {
        return given().baseUri(management.toString()).when().get("/health/ready").then().statusCode(status);
    }

    private void execute(String statement) {
        assertThat(database.withConnection(connection -> connection.query(statement).execute()).await().atMost(PATIENCE)).isNotNull();
    }

    private static void execute(SqlConnection connection, String statement) {
        assertThat(connection.query(statement).execute().await().atMost(PATIENCE)).isNotNull();
    }

    public static final class Impatient implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("groundswell.progress.stalled-after", "2s", "groundswell.progress.look-every", "0.5s",
                    "groundswell.consuming.attempt", "60s");
        }
    }
}
