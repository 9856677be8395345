package dev.groundswell.testbed.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hamcrest.Matchers.oneOf;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

import dev.groundswell.local.testing.TestSuite;
import dev.groundswell.testbed.suite.Behind;
import dev.groundswell.testbed.suite.ForgedTokens;
import dev.groundswell.testbed.suite.Shop;
import dev.groundswell.testbed.suite.SuiteExtension;

/// No token gets in but the issuer's own, as it was made: at the gateway and at each service, on open routes too.
@ExtendWith(SuiteExtension.class)
class TokenTricksIT {

    /// A door, and a read there that a good token may do.
    record Read(String instance, String path) {}

    static final List<Read> READS = List.of(new Read("gateway-1", "/api/orders"), new Read("order-1", "/api/orders"),
            new Read("catalog-1", "/api/categories"), new Read("pricing-1", "/api/prices?skus=A&currency=GBP"));
    private static final int IMPATIENCE_MILLIS = 1;

    private final TestSuite suite;
    private final Shop shop;
    private final Behind behind;
    private final ForgedTokens forged;

    TokenTricksIT(TestSuite suite, Shop shop, Behind behind) {
        this.suite = suite;
        this.shop = shop;
        this.behind = behind;
        this.forged = new ForgedTokens(suite);
    }

    @TestFactory
    Stream<DynamicTest> noTrickGetsIn() {
        Map<String, String> tricks = TokenTricks.of(forged, "http://localhost:1/keys");
        return READS.stream().flatMap(read -> tricks.entrySet().stream()
                .map(trick -> dynamicTest(trick.getKey() + " at " + read.instance(), () -> refused(at(read), read, trick.getValue()))));
    }

    @ParameterizedTest
    @FieldSource("READS")
    void theIssuersOwnTokenGetsIn(Read read) {
        at(read).auth().oauth2(forged.genuine()).get(read.path()).then().statusCode(200);
        String list = ForgedTokens.genuineClaims().replace("\"aud\":\"groundswell\"", "\"aud\":[\"other\",\"groundswell\"]");
        at(read).auth().oauth2(forged.trusted(ForgedTokens.RS256, list)).get(read.path()).then().statusCode(200);
        String named = ForgedTokens.genuineClaims().replace("\"admin\",\"groups", "\"\\u00f1and\\u00fa \\ud83d\\ude00\",\"groups");
        at(read).auth().oauth2(forged.trusted(ForgedTokens.RS256, named)).get(read.path()).then().statusCode(200);
    }

    /// What else is in `groups` makes nobody an admin.
    @Test
    void onlyAListWithTheGroupMakesAnAdmin() {
        for (String groups : List.of("[\"Admin\"]", "[[\"admin\"]]", "{\"admin\":true}", "[\"admin \"]", "[\"customer,admin\"]", "[]",
                "null", "true")) {
            String claims = ForgedTokens.genuineClaims().replace("[\"admin\"]", groups);
            for (String door : List.of("gateway-1", "catalog-1")) {
                shop.at(suite.instance(door)).auth().oauth2(forged.trusted(ForgedTokens.RS256, claims)).contentType(ContentType.JSON)
                        .body(Map.of("onHand", 1)).put("/api/stock/TRICK").then().statusCode(oneOf(401, 403));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway-1", "order-1"})
    void credentialsElsewhereAreNone(String door) {
        String path = "/api/orders";
        String token = forged.genuine();
        for (RequestSpecification request : List.of(shop.at(suite.instance(door)).queryParam("access_token", token),
                shop.at(suite.instance(door)).cookie("Bearer", token),
                shop.at(suite.instance(door)).cookie("Authorization", "Bearer " + token),
                shop.at(suite.instance(door)).header("Proxy-Authorization", "Bearer " + token),
                shop.at(suite.instance(door)).header("X-Authorization", "Bearer " + token))) {
            unauthorized(request.get(path).then());
        }
        for (String credentials : List.of(token, "Bearer", "Bearer" + token, "Basic " + token, "DPoP " + token, "Bearer Bearer " + token)) {
            unauthorized(shop.at(suite.instance(door)).header("Authorization", credentials).get(path).then());
        }
    }

    @Test
    void nobodyAsksForAKeyThatATokenNames() throws IOException {
        try (ServerSocket elsewhere = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            Map<String, String> tricks = TokenTricks.of(forged, "http://localhost:" + elsewhere.getLocalPort() + "/keys");
            for (Read read : READS) {
                tricks.forEach((name, token) -> {
                    if (name.endsWith("in the header")) {
                        refused(at(read), read, token);
                    }
                });
            }
            elsewhere.setSoTimeout(IMPATIENCE_MILLIS);

            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(elsewhere::accept);
        }
    }

    @Test
    void noLogHasAToken() {
        String refused = forged.ofAnotherIssuer();
        for (Read read : READS) {
            refused(at(read), read, refused);
            at(read).auth().oauth2(forged.genuine()).get(read.path()).then().statusCode(200);
        }

        for (Read read : READS) {
            // What every token begins with.
            assertThat(behind.logged(read.instance(), "eyJ")).isEmpty();
        }
    }

    private RequestSpecification at(Read read) {
        return shop.at(suite.instance(read.instance()));
    }

    private static void refused(RequestSpecification request, Read read, String token) {
        unauthorized(request.auth().oauth2(token).get(read.path()).then());
    }

    private static void unauthorized(ValidatableResponse answer) {
        answer.statusCode(401).contentType(startsWith("application/problem+json")).header("WWW-Authenticate", startsWith("Bearer"));
    }
}
