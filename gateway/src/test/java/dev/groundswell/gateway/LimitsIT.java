package dev.groundswell.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.time.Duration;
import java.util.List;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import dev.groundswell.gateway.service.Surroundings;

/// Who asks how often, and what each is told.
@QuarkusTest
@TestProfile(LimitsOn.class)
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class LimitsIT extends LimitTesting {

    @ConfigProperty(name = "test.service")
    String service;

    @Test
    void everyAnswerTellsWhereItsCallerStands() {
        RequestSpecification customer = customer();

        browse(customer).then().statusCode(200).header("RateLimit-Policy", "\"browse\";q=20;w=60")
                .header("RateLimit", "\"browse\";r=19;t=57")
                .header("X-RateLimit-Limit", nullValue());
        browse(customer).then().statusCode(200).header("RateLimit", "\"browse\";r=18;t=54");
    }

    @Test
    void keptAnswersAndProblemsTellItToo() {
        RequestSpecification customer = customer();

        get(customer, "/api/products/limited").then().statusCode(200).header("RateLimit", "\"browse\";r=19;t=57");
        get(customer, "/api/products/limited").then().header("Cache-Status", startsWith("groundswell; hit"))
                .header("RateLimit", "\"browse\";r=18;t=54");
        given().spec(customer).header("If-None-Match", "\"1\"").when().get("/api/products/limited").then().statusCode(304)
                .header("RateLimit", "\"browse\";r=17;t=51");
        get(customer, "/api/products/broken").then().statusCode(503).header("RateLimit", "\"browse\";r=16;t=48");
        given().spec(customer).when().head("/api/products/limited").then().header("RateLimit", "\"browse\";r=15;t=45");
    }

    @Test
    void whoAsksTooOftenIsRefusedAndReachesNoService() {
        RequestSpecification customer = customer();
        for (int request = 0; request < 20; request++) {
            browse(customer).then().statusCode(200);
        }
        long reached = reached();

        Response refused = browse(customer);

        refused.then().statusCode(429).contentType(startsWith("application/problem+json")).header("Cache-Control", "no-store")
                .body("type", equalTo("urn:groundswell:problem:rate-limit-exceeded")).body("title", equalTo("Rate limit exceeded"))
                .body("status", equalTo(429)).body("detail", startsWith("At most 20 requests in 60 s"))
                .header("RateLimit-Policy", "\"browse\";q=20;w=60");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 3);
        assertThat(refused.header("RateLimit")).isEqualTo("\"browse\";r=0;t=" + refused.header("Retry-After"));
        // The question itself is one.
        assertThat(reached()).isEqualTo(reached + 1);
        browse(customer()).then().statusCode(200);
    }

    @Test
    void whoComesBackAsToldPasses() {
        RequestSpecification customer = customer();
        Response refused = until(429, () -> order(customer));

        Duration told = Duration.ofSeconds(Long.parseLong(refused.header("Retry-After")));
        await().pollDelay(told).untilAsserted(() -> assertThat(told).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2)));

        order(customer).then().statusCode(202);
    }

    @Test
    void eachClassHasAQuotaOfItsOwn() {
        RequestSpecification customer = customer();
        Response refused = until(429, () -> order(customer));

        assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"orders\";q=5;w=10");
        browse(customer).then().statusCode(200).header("RateLimit", "\"browse\";r=19;t=57");
    }

    @Test
    void allThatAnAdminAsksIsOneClass() {
        RequestSpecification admin = admin();

        browse(admin).then().header("RateLimit", startsWith("\"admin\";r=49;"));
        order(admin).then().header("RateLimit", startsWith("\"admin\";r=48;"));
    }

    @Test
    void whoHasNoTokenIsCountedByAddress() {
        browse(from("198.51.100.1")).then().header("RateLimit", "\"browse\";r=19;t=57");
        browse(from("198.51.100.1")).then().header("RateLimit", "\"browse\";r=18;t=54");
        browse(from("203.0.113.9, 198.51.100.1")).then().header("RateLimit", "\"browse\";r=17;t=51");
        browse(from("198.51.100.1, 10.0.0.1")).then().header("RateLimit", "\"browse\";r=16;t=48");
        browse(from("::ffff:198.51.100.1")).then().header("RateLimit", "\"browse\";r=15;t=45");
        browse(from("198.51.100.2")).then().header("RateLimit", "\"browse\";r=19;t=57");
    }

    @Test
    void anIpv6NetworkIsOneCaller() {
        browse(from("2001:db8:1:2::1")).then().header("RateLimit", "\"browse\";r=19;t=57");
        browse(from("2001:db8:1:2:ffff::2")).then().header("RateLimit", "\"browse\";r=18;t=54");
        browse(from("2001:db8:1:3::1")).then().header("RateLimit", "\"browse\";r=19;t=57");
    }

    @Test
    void theServiceIsToldTheClientThatTheProxyNamed() {
        given().header("X-Forwarded-For", "203.0.113.9, 198.51.100.3").header("X-Forwarded-Proto", "https").when().get("/api/products/echo")
                .then().body("headers.forwarded[0]", startsWith("for=198.51.100.3;host=\"")).body("headers.forwarded[0]",
                        endsWith(";proto=https"));
    }

    @Test
    void whatAServiceSaysOfLimitsIsNotOurs() {
        Response answer = get(customer(), "/api/products/limited");

        assertThat(answer.headers().getValues("RateLimit")).containsExactly("\"browse\";r=19;t=57");
        assertThat(answer.headers().getValues("RateLimit-Policy")).containsExactly("\"browse\";q=20;w=60");
        assertThat(List.of("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"))
                .noneMatch(answer.headers()::hasHeaderWithName);
    }

    @Test
    void decisionsAreCounted() {
        RequestSpecification customer = customer();
        double passed = metric("ratelimit_decisions_total{class=\"orders\",outcome=\"passed\"}");
        double refused = metric("ratelimit_decisions_total{class=\"orders\",outcome=\"refused\"}");

        assertThat(until(429, () -> order(customer)).statusCode()).isEqualTo(429);

        assertThat(metric("ratelimit_decisions_total{class=\"orders\",outcome=\"passed\"}")).isGreaterThanOrEqualTo(passed + 5);
        assertThat(metric("ratelimit_decisions_total{class=\"orders\",outcome=\"refused\"}")).isEqualTo(refused + 1);
        assertThat(metric("circuit_breaker_state{name=\"rate-limits\"}")).isZero();
    }

    @CanIgnoreReturnValue
    private static Response get(RequestSpecification caller, String path) {
        return given().spec(caller).when().get(path);
    }

    private static Response order(RequestSpecification caller) {
        return given().spec(caller).contentType("application/json").body("{}").when().post("/api/orders");
    }

    private long reached() {
        return Long.parseLong(given().baseUri("http://" + service).queryParam("what", "requests").when().get("/seen").asString());
    }
}
