package dev.groundswell.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.vertx.core.Vertx;

import dev.groundswell.gateway.service.FakeInstance;
import dev.groundswell.gateway.service.Load;
import dev.groundswell.gateway.service.Surroundings;
import dev.groundswell.gateway.service.Wire;

/// Three instances of the catalogue, of which some are dead, hung or slow.
@QuarkusTest
@TestProfile(BalancingIT.ThreeInstances.class)
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class BalancingIT {

    /// Their ports are chosen here and stay theirs.
    public static class ThreeInstances implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            List<Integer> ports = Stream.generate(FakeInstance::freePort).distinct().limit(3).toList();
            return Map.of("groundswell.upstreams.catalog.addresses",
                    String.join(",", ports.stream().map(port -> "localhost:" + port).toList()),
                    "test.instances", String.join(",", ports.stream().map(String::valueOf).toList()),
                    "groundswell.upstreams.connect-timeout", "300ms",
                    "groundswell.upstreams.response-timeout", "2s",
                    "groundswell.upstreams.ejection.first-probe", "200ms",
                    "groundswell.upstreams.ejection.longest-backoff", "400ms",
                    "groundswell.upstreams.ejection.probe-timeout", "300ms");
        }
    }

    @ConfigProperty(name = "test.token.admin")
    String admin;
    @ConfigProperty(name = "test.instances")
    List<Integer> ports;
    @TestHTTPResource
    URI gateway;
    @TestHTTPResource(value = "", management = true)
    URI management;

    private final Vertx vertx = Vertx.vertx();
    private final List<FakeInstance> instances = new ArrayList<>();

    @BeforeEach
    void startAll() {
        ports.forEach(port -> instances.add(new FakeInstance(vertx, port)));
        instances.forEach(FakeInstance::start);
        awaitEjected(0);
    }

    @AfterEach
    void stopAll() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void instancesThatAreKilledUnderLoadAreLeftOutAndComeBack() {
        FakeInstance victim = instances.getFirst();
        double ejections = metric("upstream_ejections_total", "catalog");
        try (Load reads = new Load(6, this::read); Load writes = new Load(6, this::write)) {
            await().until(() -> victim.asked() > 50);
            victim.kill();
            awaitEjected(1);
            int asked = victim.asked();
            victim.start();
            awaitEjected(0);
            await().until(() -> victim.asked() > asked + 50);

            assertThat(reads.stop()).as("reads go elsewhere").isNotEmpty().allMatch(answer -> answer.statusCode() == 200);
            assertThat(writes.stop()).isNotEmpty()
                    .allSatisfy(answer -> assertThat(answer.statusCode() == 200 || tellsToComeBack(answer)).as(answer.asString()).isTrue());
        }
        assertThat(metric("upstream_ejections_total", "catalog")).isGreaterThan(ejections);
        await().untilAsserted(() -> assertThat(metric("upstream_in_flight", "catalog")).isZero());
    }

    @Test
    void aHungInstanceIsLeftOutUntilItAnswers() {
        FakeInstance hung = instances.get(1);
        hung.turns(FakeInstance.Mood.HANGS);
        try (Load load = new Load(8, this::read)) {
            awaitEjected(1);
            hung.turns(FakeInstance.Mood.ANSWERS);
            awaitEjected(0);

            assertThat(load.stop()).allMatch(answer -> answer.statusCode() == 200 || answer.statusCode() == 504)
                    .filteredOn(answer -> answer.statusCode() == 504).as("each of them waits once").hasSizeBetween(3, 16);
        }
    }

    @Test
    void aSlowInstanceGetsLess() {
        instances.get(2).takes(100);
        try (Load load = new Load(12, this::read)) {
            await().until(() -> instances.get(0).asked() > 300);

            assertThat(load.stop()).allMatch(answer -> answer.statusCode() == 200);
        }
        assertThat(instances.get(2).asked()).isBetween(1, instances.get(0).asked() / 2).isLessThan(instances.get(1).asked() / 2);
    }

    @Test
    void streamsCountUntilTheyEnd() {
        try (Wire wire = new Wire(gateway)) {
            wire.send("GET /api/orders/1/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + admin + "\r\n\r\n").readUntil("queued");
            assertThat(metric("upstream_in_flight", "order")).isEqualTo(1);
        }
        await().untilAsserted(() -> assertThat(metric("upstream_in_flight", "order")).isZero());
    }

    @Test
    void whatMayHaveBeenReadIsSentTwiceOnlyIfItIsAReadAndNoMoreThanTwice() {
        instances.forEach(instance -> instance.turns(FakeInstance.Mood.BREAKS_OFF));

        assertThat(tellsToComeBack(read())).isTrue();
        assertThat(instances.stream().flatMap(instance -> instance.names().stream()).toList()).hasSize(2)
                .satisfies(names -> assertThat(names.getFirst()).isEqualTo(names.getLast()));

        Response write = write();
        assertThat(tellsToComeBack(write)).isTrue();
        assertThat(write.jsonPath().getString("detail")).contains("may or may not have been done", "Idempotency-Key");
        assertThat(names(write.header("X-Request-Id"))).hasSize(1);
    }

    @Test
    void whatWasNotSentIsTriedEverywhereAndItsBodyIsInvitedOnce() {
        instances.get(0).kill();
        instances.get(2).kill();
        double repeats = metric("upstream_repeats_total", "catalog");

        for (int i = 0; i < 8; i++) {
            try (Wire wire = new Wire(gateway)) {
                wire.send("PUT /api/products/A HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + admin
                        + "\r\nX-Request-Id: once\r\nConnection: close\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
                assertThat(wire.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100");
                assertThat(wire.send("abc").readToEnd()).startsWith("HTTP/1.1 200").endsWith("once");
            }
        }

        assertThat(metric("upstream_repeats_total", "catalog")).isGreaterThan(repeats);
        assertThat(names("once")).hasSize(8);
    }

    @Test
    void oneWhoseHostIsSilentCostsAMomentAndNoAnswer() throws IOException {
        instances.get(0).kill();
        List<Socket> crowd = new ArrayList<>();
        try (ServerSocket deaf = new ServerSocket(ports.get(0), 1, InetAddress.getByName("localhost"))) {
            fill(deaf, crowd);
            try (Load load = new Load(4, this::read)) {
                awaitEjected(1);
                assertThat(load.stop()).allMatch(answer -> answer.statusCode() == 200)
                        .allMatch(answer -> answer.time() < 2_000);
            }
        } finally {
            for (Socket socket : crowd) {
                socket.close();
            }
        }
    }

    @Test
    void aServiceWithoutAnyInstanceIsBackWithItsFirst() {
        instances.forEach(FakeInstance::kill);
        for (int i = 0; i < 5; i++) {
            assertThat(tellsToComeBack(read())).isTrue();
            assertThat(tellsToComeBack(write())).isTrue();
        }
        awaitEjected(3);

        instances.get(2).start();

        assertThat(write().statusCode()).isEqualTo(200);
    }

    private Response read() {
        return given().header("X-Request-Id", UUID.randomUUID()).when().get("/api/products/A");
    }

    private Response write() {
        return given().header("Authorization", "Bearer " + admin).header("X-Request-Id", UUID.randomUUID()).body("{\"name\":\"A\"}")
                .when().put("/api/products/A");
    }

    private static boolean tellsToComeBack(Response answer) {
        return answer.statusCode() == 503 && "1".equals(answer.header("Retry-After"))
                && answer.contentType().startsWith("application/problem+json");
    }

    private List<String> names(String name) {
        return instances.stream().flatMap(instance -> instance.names().stream()).filter(name::equals).toList();
    }

    /// Connects until the kernel takes no more.
    private static void fill(ServerSocket deaf, List<Socket> crowd) throws IOException {
        while (true) {
            Socket socket = new Socket();
            crowd.add(socket);
            try {
                socket.connect(new InetSocketAddress(deaf.getInetAddress(), deaf.getLocalPort()), 200);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
    }

    private void awaitEjected(int count) {
        await().pollInterval(Duration.ofMillis(50)).untilAsserted(() -> assertThat(metric("upstream_ejected", "catalog")).isEqualTo(count));
    }

    /// The sum over all other tags.
    private double metric(String name, String service) {
        return given().baseUri(management.toString()).when().get("/metrics").asString().lines()
                .filter(line -> line.startsWith(name + "{") && line.contains("service=\"" + service + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }
}
