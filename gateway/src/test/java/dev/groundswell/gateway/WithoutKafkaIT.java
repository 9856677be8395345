package dev.groundswell.gateway;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

import dev.groundswell.gateway.service.FakeService;
import dev.groundswell.local.token.KeyFiles;
import dev.groundswell.local.token.Tokens;

/// With Kafka, and one service, away from the start the gateway starts, is ready and passes requests on; only invalidations are told to come back.
@QuarkusTest
@TestProfile(WithoutKafkaIT.NoKafka.class)
class WithoutKafkaIT {

    @ConfigProperty(name = "test.token.admin")
    String admin;
    @TestHTTPResource(value = "", management = true)
    URI management;

    @Test
    void requestsPass() {
        given().when().get("/api/products/echo").then().statusCode(200).body("uri", equalTo("/api/products/echo"));
        given().baseUri(management.toString()).when().get("/health/ready").then().statusCode(200);
    }

    @Test
    void aServiceThatIsNotThereMayComeBack() {
        given().when().get("/api/prices/A")
                .then().statusCode(503).contentType("application/problem+json").header("Retry-After", "1").body("status", equalTo(503));
    }

    @Test
    void anInvalidationIsToldToComeBack() {
        given().header("Authorization", "Bearer " + admin).contentType("application/json").body("{\"tags\": [\"product:A\"]}")
                .when().post("/admin/cache/invalidate")
                .then().statusCode(503).contentType("application/problem+json").header("Retry-After", "5").body("status", equalTo(503));
    }

    public static final class NoKafka implements QuarkusTestProfile {

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(Alone.class));
        }
    }

    public static final class Alone implements QuarkusTestResourceLifecycleManager {

        private final FakeService service = new FakeService();

        @Override
        public Map<String, String> start() {
            try {
                Path folder = Files.createTempDirectory("gateway-keys");
                KeyFiles keys = new KeyFiles(folder.resolve("keys")).create();
                return Map.of(
                        "kafka.bootstrap.servers", "localhost:1",
                        "mp.messaging.connector.smallrye-kafka.max.block.ms", "1000",
                        "quarkus.redis.hosts", "redis://localhost:1",
                        "mp.jwt.verify.publickey.location", "file:" + keys.publicPem(),
                        "groundswell.upstreams.catalog.addresses", "localhost:" + service.start(),
                        "groundswell.upstreams.pricing.addresses", "localhost:1",
                        "test.token.admin", new Tokens(keys, InstantSource.system()).mint("root", true, Tokens.DEFAULT_TTL));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void stop() {
            service.stop();
        }
    }
}
