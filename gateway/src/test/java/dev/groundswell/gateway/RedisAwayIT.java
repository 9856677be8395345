package dev.groundswell.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;

import dev.groundswell.gateway.service.Surroundings;

/// Redis hangs: its process is stopped where it is.
@QuarkusTest
@TestProfile(LimitsOn.class)
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class RedisAwayIT extends LimitTesting {

    private static final String STATE = "circuit_breaker_state{name=\"rate-limits\"}";
    private static final String LOCAL = "ratelimit_local_decisions_total{class=\"browse\"}";
    private static final String ANSWERED = "ratelimit_redis_calls_total{outcome=\"answered\"}";

    @Inject
    Redis redis;

    private String process = "";

    @BeforeEach
    void findRedis() {
        String info = String.valueOf((Object) redis.send(Request.cmd(Command.INFO).arg("server")).toCompletionStage().toCompletableFuture()
                .join());
        process = info.lines().filter(line -> line.startsWith("process_id:")).findFirst().orElseThrow().substring("process_id:".length())
                .strip();
    }

    @AfterEach
    void goOn() throws Exception {
        signal("CONT");
        await().until(() -> metric(STATE) == 0);
    }

    @Test
    void limitsHoldWhereRedisLeftThem() throws Exception {
        RequestSpecification customer = customer();
        for (int request = 0; request < 15; request++) {
            browse(customer).then().statusCode(200);
        }
        double local = metric(LOCAL);
        signal("STOP");
        long since = System.nanoTime();

        List<Integer> answers = new ArrayList<>();
        IntStream.range(0, 40).forEach(request -> answers.add(browse(customer).statusCode()));

        // Five are left, and one more comes back every three seconds.
        int back = (int) ((System.nanoTime() - since) / 3_000_000_000L) + 1;
        assertThat(answers).containsOnly(200, 429).startsWith(200, 200, 200, 200, 200);
        assertThat(answers.stream().filter(status -> status == 200)).hasSizeBetween(5, 5 + back + 5);
        assertThat(metric(LOCAL)).isGreaterThanOrEqualTo(local + 40);
        await().until(() -> metric(STATE) == 2);
    }

    @Test
    void redisIsAskedAgainWhenItIsBack() throws Exception {
        RequestSpecification customer = customer();
        browse(customer).then().statusCode(200);
        signal("STOP");
        assertThat(until(429, () -> browse(customer)).statusCode()).isEqualTo(429);
        signal("CONT");
        await().until(() -> metric(STATE) == 0);
        double answered = metric(ANSWERED);

        browse(customer()).then().statusCode(200).header("RateLimit", "\"browse\";r=19;t=57");

        assertThat(metric(ANSWERED)).isGreaterThan(answered);
    }

    @Test
    void anAdminIsObeyedHereAndToldThatTheOthersWereNotTold() throws Exception {
        RequestSpecification customer = customer();
        signal("STOP");
        assertThat(until(429, () -> browse(customer)).statusCode()).isEqualTo(429);

        given().spec(admin()).contentType("application/json").body("{\"mode\": \"dark\"}").when().put("/admin/limits")
                .then().statusCode(503).contentType("application/problem+json").header("Retry-After", "1");

        given().spec(admin()).when().get("/admin/limits").then().body("mode", equalTo("dark"));
        browse(customer).then().statusCode(200);
        signal("CONT");
        await().untilAsserted(() -> given().spec(admin()).when().get("/admin/limits").then().body("mode", equalTo("on")));
    }

    private void signal(String signal) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + signal, process).inheritIO().start().waitFor()).isZero();
    }
}
