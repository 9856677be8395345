package dev.groundswell.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import dev.groundswell.gateway.service.Surroundings;

/// Against a service that answers `bmV3` as its token and tells what it was asked with.
@QuarkusTest
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class TokenCookieIT {

    @Test
    void aBrowserKeepsItsTokenInACookie() {
        Response answer = browser().get("/api/products/token");

        answer.then().statusCode(200).header("Consistency-Token", "bmV3");
        assertThat(answer.getHeader("Set-Cookie")).startsWith("consistency=bmV3;").containsIgnoringCase("httponly")
                .contains("Path=/", "Max-Age=3600",
                        "SameSite=Lax")
                .doesNotContain("Domain");
    }

    @Test
    void theServiceIsGivenWhatTheCookieKept() {
        given().header("Cookie", "a=1; consistency=b2xk; b=2").get("/api/products/token")
                .then().statusCode(200).body("headers.consistency-token[0]", equalTo("b2xk"))
                .header("Set-Cookie", startsWith("consistency=bmV3;"));
    }

    @Test
    void aClientThatKeepsItsTokensGetsNoCookie() {
        given().header("Consistency-Token", "bWluZQ").header("Cookie", "consistency=b2xk").header("Sec-Fetch-Site", "same-origin")
                .get("/api/products/token")
                .then().statusCode(200).body("headers.consistency-token", equalTo(List.of("bWluZQ")))
                .header("Set-Cookie", nullValue());
        given().get("/api/products/token").then().header("Set-Cookie", nullValue()).header("Consistency-Token", "bmV3");
    }

    @Test
    void whatIsNoTokenIsNotPassedOn() {
        for (String rubbish : new String[]{"", "a b", "%0d%0a", "x".repeat(5_000)}) {
            browser().header("Cookie", "consistency=" + rubbish).get("/api/products/token")
                    .then().statusCode(200).body("headers.consistency-token", nullValue());
        }
    }

    @Test
    void anAnswerWithoutATokenSetsNoCookie() {
        browser().get("/api/products/echo").then().statusCode(200).header("Set-Cookie", nullValue());
    }

    private static RequestSpecification browser() {
        return given().header("Sec-Fetch-Site", "same-origin");
    }
}
