package dev.groundswell.catalog.reserving;

import static dev.groundswell.catalog.Api.product;
import static dev.groundswell.catalog.Api.put;
import static dev.groundswell.catalog.Api.setting;
import static dev.groundswell.catalog.Api.sku;
import static dev.groundswell.platform.events.Topic.ORDER_PRICED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;

import dev.groundswell.catalog.CatalogParts;
import dev.groundswell.catalog.Records;
import dev.groundswell.local.dlq.DeadLetter;
import dev.groundswell.local.dlq.DeadLetterTopics;
import dev.groundswell.platform.events.OrderEvent;

@QuarkusTest
@QuarkusTestResource(CatalogParts.class)
class DeadLettersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String NAME = "order-priced.catalog.dlq";
    private static final String WAY_BACK = "order-priced.catalog.replay";
    private static final int PARTITION = 6;

    private final Records kafka = new Records();
    private final DeadLetterTopics deadLetters = new DeadLetterTopics(setting("kafka.bootstrap.servers"));
    private final String sku = sku("D");

    @Inject
    Pool database;

    @AfterEach
    void close() {
        execute("ALTER TABLE stock DROP CONSTRAINT IF EXISTS too_strict");
        deadLetters.close();
        kafka.close();
    }

    /// A constraint that was wrong is mended, a record that is none stays none.
    @Test
    void aLetterThatIsSentBackReachesItsOwnHandlerOnly() {
        put("/api/products/" + sku, product("Stuck")).statusCode(201);
        put("/api/stock/" + sku, Map.of("onHand", 5_000)).statusCode(200);
        execute("ALTER TABLE stock ADD CONSTRAINT too_strict CHECK (reserved < 1000) NOT VALID");
        OrderEvent order = Orders.of(sku, 2_000);
        String bad = "bad-" + sku;
        kafka.send(ORDER_PRICED, order);
        kafka.send("order-priced", PARTITION, bad, "no json".getBytes(UTF_8));
        DeadLetter stuck = awaitLetter(order.id().toString(), -1);
        DeadLetter hopeless = awaitLetter(bad, -1);
        assertThat(stuck.originTopic()).isEqualTo("order-priced");
        assertThat(stuck.originPartition()).isEqualTo(PARTITION);
        assertThat(stuck.failure()).endsWith("PgException");
        assertThat(stuck.reason()).contains("too_strict");

        execute("ALTER TABLE stock DROP CONSTRAINT too_strict");
        deadLetters.replayOne(NAME, stuck.offset());
        deadLetters.replayOne(NAME, hopeless.offset());

        await().atMost(PATIENCE).until(() -> kafka.on("order-reserved", order.id().toString()).size() == 1);
        DeadLetter again = awaitLetter(bad, hopeless.offset());
        assertThat(again.originTopic()).isEqualTo("order-priced");
        assertThat(again.originPartition()).isEqualTo(PARTITION);
        assertThat(again.originOffset()).isEqualTo(hopeless.originOffset());
        assertThat(kafka.on(NAME, bad).getLast().headers().headers("dlq-topic")).hasSize(1);
        assertThat(kafka.on(WAY_BACK, order.id().toString())).singleElement()
                .satisfies(record -> assertThat(record.partition()).isEqualTo(PARTITION));
        assertThat(kafka.on("order-priced", order.id().toString())).hasSize(1);
        assertThat(letters()).extracting(DeadLetter::key).doesNotContain(order.id().toString()).containsOnlyOnce(bad);
    }

    private DeadLetter awaitLetter(String key, long after) {
        return await().atMost(PATIENCE)
                .until(() -> letters().stream().filter(letter -> letter.key().equals(key) && letter.offset() > after).toList(),
                        found -> found.size() == 1)
                .getFirst();
    }

    private List<DeadLetter> letters() {
        return deadLetters.waiting(NAME, 1_000).letters();
    }

    private void execute(String statement) {
        assertThat(database.withConnection(connection -> connection.query(statement).execute()).await().atMost(PATIENCE)).isNotNull();
    }
}
