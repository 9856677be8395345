package dev.groundswell.order.placing;

import static io.restassured.RestAssured.given;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

import dev.groundswell.order.testing.OrderParts;
import dev.groundswell.order.testing.Shop;

/// With Kafka and Redis away from the start the service starts, is ready and accepts orders: they wait in the outbox.
@QuarkusTest
@QuarkusTestResource(OrderParts.class)
@TestProfile(WithoutKafkaIT.Alone.class)
class WithoutKafkaIT {

    private static final Duration LONGER_THAN_A_STALL = Duration.ofSeconds(3);

    @TestHTTPResource(value = "", management = true)
    @Nullable
    URI management;

    @Test
    void ordersAreAcceptedAndTheProcessStaysReady() {
        String health = Objects.requireNonNull(management).toString();
        Awaitility.await().during(LONGER_THAN_A_STALL).atMost(LONGER_THAN_A_STALL.multipliedBy(4)).untilAsserted(() -> {
            Shop.newCustomer().placed("A-1", 1);
            for (String check : new String[]{"started", "live", "ready"}) {
                given().baseUri(health).when().get("/health/" + check).then().statusCode(200);
            }
        });
    }

    public static final class Alone implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("mp.messaging.connector.smallrye-kafka.bootstrap.servers", "localhost:1", "quarkus.redis.hosts",
                    "redis://localhost:1", "groundswell.progress.stalled-after", "1s", "groundswell.progress.look-every", "0.5s");
        }
    }
}
