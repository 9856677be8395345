package dev.groundswell.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

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

import dev.groundswell.gateway.service.Arrivals;
import dev.groundswell.gateway.service.FakeInstance;
import dev.groundswell.gateway.service.Gate;
import dev.groundswell.gateway.service.Reply;
import dev.groundswell.gateway.service.ScriptedOrigin;
import dev.groundswell.gateway.service.Surroundings;
import dev.groundswell.gateway.service.Together;
import dev.groundswell.gateway.service.Wire;

/// A service that hangs, is away or has too much to do, beside one that is well. Ten places each, of which browsing may take eight.
@QuarkusTest
@TestProfile(OverloadIT.FewPlaces.class)
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class OverloadIT {

    private static final Duration DEADLINE = Duration.ofSeconds(4);
    private static final Duration QUEUE_AGE = Duration.ofSeconds(2);
    /// What a busy machine may add to a time-out.
    private static final long SLACK = 1_500;
    private static final String BROWSING = "/api/products?q=";
    private static final String ORDERS = "/api/orders";

    /// Catalogue and orders share an origin, pricing has one of its own.
    public static class FewPlaces implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            List<Integer> ports = Stream.generate(FakeInstance::freePort).distinct().limit(2).toList();
            Map<String, String> settings = new HashMap<>(Map.of(
                    "groundswell.upstreams.catalog.addresses", "localhost:" + ports.get(0),
                    "groundswell.upstreams.order.addresses", "localhost:" + ports.get(0),
                    "groundswell.upstreams.pricing.addresses", "localhost:" + ports.get(1),
                    "groundswell.upstreams.batch-timeout", DEADLINE.toMillis() + "ms",
                    "test.well", String.valueOf(ports.get(0)),
                    "test.ill", String.valueOf(ports.get(1))));
            settings.putAll(Map.of(
                    "groundswell.upstreams.response-timeout", DEADLINE.toMillis() + "ms",
                    "groundswell.upstreams.ejection.first-probe", "200ms",
                    "groundswell.upstreams.ejection.longest-backoff", "400ms",
                    "groundswell.upstreams.ejection.probe-timeout", "300ms",
                    "groundswell.overload.least", "10",
                    "groundswell.overload.initial", "10",
                    "groundswell.overload.most", "10",
                    "groundswell.overload.slow-bodies", "3",
                    "groundswell.overload.queue", "4",
                    "groundswell.overload.queue-age", QUEUE_AGE.toMillis() + "ms"));
            return settings;
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(Arrivals.class);
        }
    }

    @ConfigProperty(name = "test.token.customer")
    String customer;
    @ConfigProperty(name = "test.token.admin")
    String admin;
    @ConfigProperty(name = "test.well")
    int wellPort;
    @ConfigProperty(name = "test.ill")
    int illPort;
    @TestHTTPResource
    URI gateway;
    @TestHTTPResource(value = "", management = true)
    URI management;
    @Inject
    Arrivals arrivals;

    private final Gate gate = new Gate();
    private final Together crowd = new Together();
    private ScriptedOrigin well;
    private ScriptedOrigin ill;

    @BeforeEach
    void start() {
        well = ScriptedOrigin.start(wellPort);
        well.answersOtherwise(request -> Reply.ok("{}").with("Cache-Control", "no-store"));
        ill = ScriptedOrigin.start(illPort);
        ill.answersOtherwise(request -> Reply.ok("{}").with("Cache-Control", "no-store"));
        // What the test before has left behind is over.
        await().until(() -> price().statusCode() == 200 && read().statusCode() == 200
                && given().when().get(BROWSING + "well").statusCode() == 200);
        await().until(() -> inFlight("order") + inFlight("catalog") + inFlight("pricing") == 0);
    }

    @AfterEach
    void stop() {
        gate.open();
        crowd.close();
        well.close();
        ill.close();
    }

    @Test
    void callersOfAServiceThatHangsHaveTheirAnswerInTimeAndOthersNoticeNothing() {
        ill.answersOtherwise(request -> Reply.ok("{}").heldBy(gate));

        List<Response> answers = crowd.ask(30, this::price);
        List<Response> others = IntStream.range(0, 50).mapToObj(number -> given().when().get(BROWSING + number)).toList();

        assertThat(others).allMatch(answer -> answer.statusCode() == 200).allMatch(answer -> answer.time() < DEADLINE.toMillis() / 2);
        assertThat(crowd.all(answers, 30)).allMatch(answer -> answer.statusCode() == 504 || tellsToComeBack(answer))
                .allMatch(answer -> answer.time() < DEADLINE.toMillis() + SLACK);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 504).as("those that have a place").hasSize(8);

        assertThat(state("pricing")).as("after that nobody waits").isEqualTo(2);
        assertThat(crowd.all(crowd.ask(20, this::price), 20)).allMatch(OverloadIT::tellsToComeBack)
                .allMatch(answer -> answer.time() < QUEUE_AGE.toMillis() / 2);
        assertThat(shed("pricing", "browse", "circuit-open")).isPositive();
        assertThat(state("catalog")).isZero();

        ill.answersOtherwise(request -> Reply.ok("{}"));
        gate.open();
        await().until(() -> price().statusCode() == 200);
        assertThat(state("pricing")).isZero();
        assertThat(metric("overload_in_flight", "service=\"pricing\"")).isZero();
    }

    @Test
    void aServiceThatIsAwayIsNotAskedForLongAndIsBackWhenItAnswers() {
        ill.close();

        for (int i = 0; i < 60; i++) {
            assertThat(tellsToComeBack(price())).isTrue();
        }
        assertThat(state("pricing")).isEqualTo(2);

        ill = ScriptedOrigin.start(illPort);
        ill.answersOtherwise(request -> Reply.ok("{}"));
        await().until(() -> price().statusCode() == 200);
        assertThat(state("pricing")).isZero();
    }

    @Test
    void bodiesThatComeSlowlyHaveOnlySoManyConnections() {
        List<Wire> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                slow.add(beginningOfABody());
            }
            await().until(() -> metric("overload_slow_bodies", "service=\"pricing\"") == 3);

            slow.add(beginningOfABody());

            assertThat(slow.getLast().readUntil("\r\n\r\n")).startsWith("HTTP/1.1 503").contains("Retry-After");
            assertThat(price().statusCode()).isEqualTo(200);
            assertThat(slow.getFirst().send("}").readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200");
        } finally {
            slow.forEach(Wire::close);
        }
        await().until(() -> metric("overload_slow_bodies", "service=\"pricing\"") == 0 && inFlight("pricing") == 0);
    }

    /// More than the kernel takes, so that its client cannot go on either: which is not what the bound of slow bodies is for.
    @Test
    void aServiceThatDoesNotReadABodyIsLateByItsOwnFault() throws IOException {
        double before = metric("upstream_ejections_total", "service=\"pricing\"");
        ill.close();
        try (ServerSocket deaf = new ServerSocket()) {
            deaf.setReceiveBufferSize(1_024);
            deaf.bind(new InetSocketAddress("localhost", illPort));
            List<Response> answers = crowd.ask(3, this::loadPrices);

            assertThat(crowd.all(answers, 3)).allMatch(answer -> answer.statusCode() == 504)
                    .allMatch(answer -> answer.time() < DEADLINE.toMillis() * 2 + SLACK);
        }
        assertThat(metric("upstream_ejections_total", "service=\"pricing\"")).isGreaterThan(before);
        ill = ScriptedOrigin.start(illPort);
    }

    private Response loadPrices() {
        return given().urlEncodingEnabled(false).header("Authorization", "Bearer " + admin).contentType("application/json")
                .body("x".repeat(8_000_000)).when()
                .post("/api/prices:batch");
    }

    private Wire beginningOfABody() {
        return new Wire(gateway)
                .send("POST /api/quotes HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{");
    }

    @Test
    void whatIsKeptStandsInForAServiceThatIsNotAsked() {
        String path = "/api/prices/stand-in";
        ill.answers(path, Reply.ok("kept").with("CDN-Cache-Control", "max-age=0, stale-if-error=600").with("Cache-Control", "public"));
        given().when().get(path).then().statusCode(200);
        ill.close();
        for (int i = 0; i < 60; i++) {
            assertThat(price().statusCode()).isEqualTo(503);
        }
        await().until(() -> state("pricing") == 2);

        Response answer = given().when().get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asString()).isEqualTo("kept");
        ill = ScriptedOrigin.start(illPort);
    }

    @Test
    void whoIsMoreImportantGoesFirstAndWhoIsLessIsSentAway() {
        well.answersOtherwise(request -> Reply.of(202, "{}").heldBy(gate));
        List<Response> placed = crowd.ask(10, this::place);
        await().until(() -> inFlight("order") == 10);
        List<Response> own = crowd.ask(4, this::read);
        await().until(() -> metric("overload_queued", "service=\"order\"") == 4);

        List<Response> next = crowd.ask(3, this::place);

        assertThat(crowd.all(own, 3)).allMatch(OverloadIT::tellsToComeBack);
        assertThat(shed("order", "own", "displaced")).isEqualTo(3);
        gate.open();
        assertThat(crowd.all(placed, 10)).allMatch(answer -> answer.statusCode() == 202);
        assertThat(crowd.all(next, 3)).allMatch(answer -> answer.statusCode() == 202);
        await().untilAsserted(() -> assertThat(own).hasSize(4));
        assertThat(inFlight("order")).isZero();
    }

    @Test
    void nobodyWaitsLongerForAPlaceThanTheBound() {
        well.answersOtherwise(request -> Reply.ok("{}").heldBy(gate));
        crowd.ask(8, () -> given().when().get(BROWSING + "a"));
        await().until(() -> inFlight("catalog") == 8);
        double before = shed("catalog", "browse", "too-old");

        Response waited = given().when().get(BROWSING + "b");

        assertThat(tellsToComeBack(waited)).isTrue();
        assertThat(waited.time()).isBetween(QUEUE_AGE.toMillis() - 50, QUEUE_AGE.toMillis() + SLACK);
        assertThat(shed("catalog", "browse", "too-old")).isEqualTo(before + 1);
        assertThat(shed("catalog", "own", "too-old")).isZero();
    }

    @Test
    void whoGoesAwayLeavesTheQueueAndGivesItsPlaceBack() {
        well.answersOtherwise(request -> Reply.ok("{}").heldBy(gate));
        try (Wire first = new Wire(gateway)) {
            first.send(get(BROWSING + "away"));
            await().until(() -> inFlight("catalog") == 1);
            crowd.ask(7, () -> given().when().get(BROWSING + "stays"));
            await().until(() -> inFlight("catalog") == 8);
            try (Wire waiting = new Wire(gateway)) {
                waiting.send(get(BROWSING + "waits"));
                await().until(() -> metric("overload_queued", "service=\"catalog\"") == 1);
            }
            await().until(() -> metric("overload_queued", "service=\"catalog\"") == 0);
        }
        await().until(() -> inFlight("catalog") == 7);
    }

    @Test
    void aBodyThatComesSlowlyHoldsNoPlace() {
        well.answersOtherwise(request -> Reply.ok("{}"));
        try (Wire slow = new Wire(gateway)) {
            slow.send("PUT /api/products/A HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + admin + "\r\nContent-Length: 3\r\n\r\na");
            await().until(() -> metric("upstream_in_flight", "service=\"catalog\"") == 1);
            await().until(() -> inFlight("catalog") == 0);

            assertThat(slow.send("bc").readUntil("}")).startsWith("HTTP/1.1 200");
        }
        assertThat(inFlight("catalog")).isZero();
    }

    @Test
    void aServiceIsToldHowMuchTimeIsLeft() {
        String path = "/api/products/" + System.nanoTime();

        given().header("X-Groundswell-Deadline-Ms", "999999").when().get(path);

        List<String> told = well.seen(path).getFirst().headers().getAll("X-Groundswell-Deadline-Ms");
        assertThat(told).singleElement().satisfies(left -> assertThat(Long.parseLong(left)).isBetween(1L, DEADLINE.toMillis()));
        given().header("Authorization", "Bearer " + customer).when().get("/api/orders/1/events");
        assertThat(well.seen("/api/orders/1/events").getFirst().headers().contains("X-Groundswell-Deadline-Ms")).as("of a stream")
                .isFalse();
    }

    @Test
    void whatIsSpentInTheQueueIsGone() {
        well.answersOtherwise(request -> Reply.ok("{}").heldBy(gate));
        crowd.ask(8, () -> given().when().get(BROWSING + "a"));
        await().until(() -> inFlight("catalog") == 8);
        List<Response> waited = crowd.ask(1, () -> given().when().get("/api/products?q=waits"));
        await().until(() -> metric("overload_queued", "service=\"catalog\"") == 1);
        long waiting = System.nanoTime();
        await().until(() -> System.nanoTime() - waiting > Duration.ofMillis(300).toNanos());
        gate.open();

        assertThat(crowd.all(waited, 1)).allMatch(answer -> answer.statusCode() == 200);
        String left = well.seen("/api/products").stream().filter(request -> request.uri().contains("waits")).findFirst().orElseThrow()
                .headers().get("X-Groundswell-Deadline-Ms");
        assertThat(Long.parseLong(left)).isLessThanOrEqualTo(DEADLINE.toMillis() - 300);
    }

    private Response price() {
        return given().when().get("/api/prices?skus=A");
    }

    private Response place() {
        return given().header("Authorization", "Bearer " + customer).body("{}").when().post(ORDERS);
    }

    private Response read() {
        return given().header("Authorization", "Bearer " + customer).when().get(ORDERS);
    }

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }

    private static boolean tellsToComeBack(Response answer) {
        return answer.statusCode() == 503 && answer.header("Retry-After").matches("[123]")
                && answer.contentType().startsWith("application/problem+json");
    }

    private double inFlight(String service) {
        return metric("overload_in_flight", "service=\"" + service + "\"");
    }

    private double state(String service) {
        return metric("circuit_breaker_state", "name=\"" + service + "\"");
    }

    private double shed(String service, String priority, String reason) {
        return metric("overload_shed_total", "service=\"" + service + "\"", "priority=\"" + priority + "\"", "reason=\"" + reason + "\"");
    }

    private double metric(String name, String... tags) {
        return given().baseUri(management.toString()).when().get("/metrics").asString().lines()
                .filter(line -> line.startsWith(name + "{") && Stream.of(tags).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }
}
