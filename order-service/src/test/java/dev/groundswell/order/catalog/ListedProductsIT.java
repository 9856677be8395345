package dev.groundswell.order.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.util.UUID;

import jakarta.inject.Inject;

import org.hamcrest.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;

import dev.groundswell.order.testing.CatalogStub;
import dev.groundswell.order.testing.OrderParts;
import dev.groundswell.order.testing.Shop;
import dev.groundswell.order.testing.Wire;
import dev.groundswell.platform.consistency.ConsistencyToken;
import dev.groundswell.platform.consistency.Seen;

@QuarkusTest
@QuarkusTestResource(OrderParts.class)
class ListedProductsIT {

    private static final String LIST = "/api/orders?expand=products";

    private final Shop shop = Shop.newCustomer();
    private final String sku = "L-" + UUID.randomUUID();

    @Inject
    KafkaClientService clients;

    @BeforeEach
    void place() {
        await().atMost(Wire.SOON).until(() -> !clients.getConsumer("changes").getAssignments().await().indefinitely().isEmpty());
        shop.placed(sku, 1);
        catalog().put(sku, "First", 1);
    }

    @Test
    void aListThatIsShownAgainAsksCatalogNothing() {
        String missing = "M-" + UUID.randomUUID();
        shop.placed(missing, 1);
        for (int i = 0; i < 3; i++) {
            shop.request().get(LIST).then().statusCode(200).body("items[0].lines[0].product", nullValue(), "items[1].lines[0].product.name",
                    equalTo("First"));
        }
        assertThat(catalog().asked(sku)).isEqualTo(1);
        assertThat(catalog().asked(missing)).isEqualTo(1);
    }

    @Test
    void aChangeIsShownWhenItIsTold() throws Exception {
        listed(equalTo("First"));
        catalog().put(sku, "Second", 2);
        listed(equalTo("First"));

        tell("{\"sku\": \"%s\", \"name\": \"Second\", \"version\": 2}");

        await().atMost(Wire.SOON).untilAsserted(() -> listed(equalTo("Second")));
        catalog().delete(sku);
        tell("{\"sku\": \"%s\", \"deleted\": true, \"version\": 3}");
        await().atMost(Wire.SOON).untilAsserted(() -> listed(nullValue()));
    }

    /// An instance of catalog may not have heard yet.
    @Test
    void whatIsKnownToBeOldIsNotKept() throws Exception {
        listed(equalTo("First"));
        int before = catalog().asked(sku);
        tell("{\"sku\": \"%s\", \"version\": 2}");
        await().atMost(Wire.SOON).until(() -> {
            listed(equalTo("First"));
            return catalog().asked(sku) > before;
        });
        catalog().put(sku, "Second", 2);

        listed(equalTo("Second"));
    }

    @Test
    void aChangeThatCannotBeReadMayHaveBeenAny() throws Exception {
        listed(equalTo("First"));
        catalog().put(sku, "Second", 2);
        listed(equalTo("First"));

        tell("{\"sku\": \"%s\"}");

        await().atMost(Wire.SOON).untilAsserted(() -> listed(equalTo("Second")));
    }

    @Test
    void whoHasSeenMoreIsShownNothingOlder() {
        listed(equalTo("First"));
        catalog().put(sku, "Second", 2);
        String token = ConsistencyToken.NONE.with("catalog", new Seen(1, System.currentTimeMillis())).text();

        shop.request().header(ConsistencyToken.HEADER, token).get(LIST).then().body("items[0].lines[0].product.name", equalTo("Second"));
    }

    /// A list says which products it could not learn of, and tells them from those that there are none of.
    @Test
    void marksWhatCannotBeHadNow() {
        String away = "AWAY-" + UUID.randomUUID();
        String missing = "M-" + UUID.randomUUID();
        shop.placed(missing, 1);
        listed(nullValue());
        shop.placed(away, 1);
        shop.request().get(LIST).then().statusCode(200)
                .body("items[0].lines[0].productUnavailable", equalTo(true))
                .body("items[0].lines[0].product", nullValue())
                .body("items[1].lines[0]", not(hasKey("productUnavailable")))
                .body("items[1].lines[0].product", nullValue())
                .body("items[2].lines[0].product.name", equalTo("First"))
                .body("items[2].lines[0]", not(hasKey("productUnavailable")));
    }

    private void listed(Matcher<?> name) {
        shop.request().get(LIST).then().statusCode(200).body("items[0].lines[0].product.name", name);
    }

    private void tell(String event) throws Exception {
        try (Wire wire = new Wire()) {
            wire.sendRaw("product-changed", sku, event.formatted(sku).getBytes(UTF_8));
        }
    }

    private static CatalogStub catalog() {
        return OrderParts.catalog();
    }
}
