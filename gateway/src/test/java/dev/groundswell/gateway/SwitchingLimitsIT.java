package dev.groundswell.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;

import dev.groundswell.gateway.service.Surroundings;
import dev.groundswell.testing.NotedLog;

/// Limits are switched while the fleet runs.
@QuarkusTest
@TestProfile(LimitsOn.class)
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class SwitchingLimitsIT extends LimitTesting {

    private static final String KEPT = "groundswell:limits:mode";

    @Inject
    Redis redis;

    @AfterEach
    void asConfigured() {
        given().spec(admin()).when().delete("/admin/limits").then().statusCode(200).body("mode", equalTo("on"));
    }

    @Test
    void theModeIsToldAndReturnsToTheConfiguredOne() {
        limits().body("mode", equalTo("on")).body("configured", equalTo("on"));

        put("dark").statusCode(200).body("mode", equalTo("dark")).body("configured", equalTo("on"));
        limits().body("mode", equalTo("dark"));

        given().spec(admin()).when().delete("/admin/limits").then().statusCode(200).body("mode", equalTo("on"));
    }

    @Test
    void inTheDarkNobodyIsRefusedAndEverybodyCounted() {
        RequestSpecification customer = exhausted();
        double dark = metric("ratelimit_decisions_total{class=\"browse\",outcome=\"dark\"}");
        put("dark").statusCode(200);

        // Meanwhile one more may have passed by right.
        await().until(() -> {
            browse(customer).then().statusCode(200).header("RateLimit", nullValue());
            return metric("ratelimit_decisions_total{class=\"browse\",outcome=\"dark\"}") == dark + 1;
        });
    }

    @Test
    void offNothingIsDecided() {
        RequestSpecification customer = exhausted();
        put("off").statusCode(200);
        double passed = metric("ratelimit_decisions_total{class=\"browse\",outcome=\"passed\"}");

        browse(customer).then().statusCode(200).header("RateLimit", nullValue());

        assertThat(metric("ratelimit_decisions_total{class=\"browse\",outcome=\"passed\"}")).isEqualTo(passed);
        put("on").statusCode(200);
        browse(customer).then().statusCode(429);
    }

    @Test
    void whatIsSaidAtOneGatewayIsKeptForAll() {
        put("dark").statusCode(200);
        assertThat(kept()).isEqualTo("dark");

        given().spec(admin()).when().delete("/admin/limits").then().statusCode(200);
        assertThat(kept()).isEqualTo("null");
    }

    @Test
    void whatWasSaidAtAnotherGatewayIsHeard() {
        send(Request.cmd(Command.SET).arg(KEPT).arg("off"));

        await().untilAsserted(() -> limits().body("mode", equalTo("off")));

        send(Request.cmd(Command.DEL).arg(KEPT));
        await().untilAsserted(() -> limits().body("mode", equalTo("on")));
    }

    @Test
    void whatIsNoModeIsIgnored() {
        send(Request.cmd(Command.SET).arg(KEPT).arg("off"));
        await().untilAsserted(() -> limits().body("mode", equalTo("off")));

        send(Request.cmd(Command.SET).arg(KEPT).arg("sometimes"));

        await().untilAsserted(() -> limits().body("mode", equalTo("on")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"{};422;/mode", "{\"mode\": \"ON\"};422;/mode", "{\"mode\": null};422;/mode",
            "{\"mode\": \"on\", \"surprise\": 1};422;/surprise", "{\"mode\": 1};400;/mode"})
    void pointsAtWhatItCannotTake(String body, int status, String pointer) {
        given().spec(admin()).contentType("application/json").body(body).when().put("/admin/limits")
                .then().statusCode(status).contentType("application/problem+json").body("errors[0].pointer", equalTo(pointer));
    }

    @Test
    void onlyAdminsSwitch() {
        given().spec(customer()).when().get("/admin/limits").then().statusCode(403);
        given().spec(customer()).when().delete("/admin/limits").then().statusCode(403);
        given().when().get("/admin/limits").then().statusCode(401);
    }

    @Test
    void whoMaySwitchThemOffIsNotStoppedByThem() {
        RequestSpecification admin = admin();
        assertThat(until(429, () -> browse(admin)).statusCode()).isEqualTo(429);

        given().spec(admin).when().get("/admin/limits").then().statusCode(200).header("RateLimit", nullValue());
    }

    @Test
    void switchingIsAudited() {
        try (NotedLog audit = new NotedLog("dev.groundswell.audit")) {
            put("dark").statusCode(200);
            assertThat(audit.lines()).singleElement().asString().endsWith("changed limits on -> dark");
        }
    }

    private RequestSpecification exhausted() {
        RequestSpecification customer = customer();
        assertThat(until(429, () -> browse(customer)).statusCode()).isEqualTo(429);
        return customer;
    }

    private ValidatableResponse limits() {
        return given().spec(admin()).when().get("/admin/limits").then().statusCode(200);
    }

    private ValidatableResponse put(String mode) {
        return given().spec(admin()).contentType("application/json").body("{\"mode\": \"" + mode + "\"}").when().put("/admin/limits")
                .then();
    }

    private String kept() {
        return send(Request.cmd(Command.GET).arg(KEPT));
    }

    @CanIgnoreReturnValue
    private String send(Request request) {
        return String.valueOf((Object) redis.send(request).toCompletionStage().toCompletableFuture().join());
    }
}
