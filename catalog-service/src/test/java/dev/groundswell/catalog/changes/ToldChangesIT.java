package dev.groundswell.catalog.changes;

import static dev.groundswell.catalog.Api.get;
import static dev.groundswell.catalog.Api.sku;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.time.Duration;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;

import dev.groundswell.catalog.CatalogParts;
import dev.groundswell.catalog.Elsewhere;
import dev.groundswell.catalog.Records;
import dev.groundswell.catalog.SettableClock;

/// Time stands still, so that nothing that is kept ends by itself.
@QuarkusTest
@QuarkusTestResource(CatalogParts.class)
class ToldChangesIT {

    private final String manufacturer = sku("m");
    private final String sku = sku("T");
    private final String path = "/api/products/" + sku;
    private final String expanded = path + "?expand=manufacturer";

    @Inject
    Elsewhere elsewhere;

    @Inject
    SettableClock clock;

    @Inject
    KafkaClientService clients;

    @BeforeEach
    void create() {
        await().until(() -> !clients.getConsumer("changes").getAssignments().await().indefinitely().isEmpty());
        clock.stand();
        elsewhere.manufacturer(manufacturer, "Works");
        elsewhere.product(sku, "First", manufacturer);
        get(expanded).body("name", equalTo("First")).body("manufacturer.name", equalTo("Works"));
        clock.advance(Duration.ofMillis(1));
    }

    @AfterEach
    void run() {
        clock.run();
    }

    @Test
    void anotherProcessesProductIsShown() {
        long version = elsewhere.product(sku, "Second");
        get(path).body("name", equalTo("First"));

        tell("product-changed", "{\"sku\": \"%s\", \"name\": \"Second\", \"version\": %d}".formatted(sku, version));

        awaitShown("name", "Second");
    }

    @Test
    void anotherProcessesManufacturerIsShown() {
        elsewhere.manufacturer(manufacturer, "Renamed");
        get(expanded).body("manufacturer.name", equalTo("Works"));

        tell("cache-invalidated", invalidation("manufacturer:" + manufacturer));

        awaitShown("manufacturer.name", "Renamed");
    }

    @Test
    void whatAnAdminWantsForgottenIsAskedForAgain() {
        elsewhere.product(sku, "Second");
        get(path).body("name", equalTo("First"));

        tell("cache-invalidated", invalidation("product:" + sku));

        awaitShown("name", "Second");
    }

    @Test
    void whatCannotBeReadMayHaveBeenAnything() {
        elsewhere.product(sku, "Second");
        elsewhere.manufacturer(manufacturer, "Renamed");
        get(expanded).body("name", equalTo("First")).body("manufacturer.name", equalTo("Works"));

        tell("product-changed", "{\"sku\": \"" + sku + "\"}");

        awaitShown("name", "Second");
        awaitShown("manufacturer.name", "Renamed");
    }

    private void awaitShown(String member, String value) {
        await().untilAsserted(() -> get(expanded).body(member, equalTo(value)));
    }

    private static String invalidation(String tag) {
        return "{\"id\": \"t\", \"time\": \"2026-01-31T12:00:00Z\", \"tags\": [\"%s\"], \"hard\": false}".formatted(tag);
    }

    private static void tell(String topic, String event) {
        try (Records kafka = new Records()) {
            kafka.send(topic, 0, "told", event.getBytes(UTF_8));
        }
    }
}
