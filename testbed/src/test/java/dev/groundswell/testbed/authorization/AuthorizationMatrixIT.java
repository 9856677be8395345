package dev.groundswell.testbed.authorization;

import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

import dev.groundswell.local.testing.AuthorizationMatrix;
import dev.groundswell.local.testing.AuthorizationMatrix.Caller;
import dev.groundswell.local.testing.AuthorizationMatrix.Line;
import dev.groundswell.local.testing.TestSuite;
import dev.groundswell.testbed.suite.Shop;
import dev.groundswell.testbed.suite.SuiteExtension;

/// The whole matrix: every line of it, asked by every caller, at the gateway and at the service itself.
@ExtendWith(SuiteExtension.class)
class AuthorizationMatrixIT {

    private final TestSuite suite;
    private final Shop shop;
    private final MatrixRequests shared;

    AuthorizationMatrixIT(TestSuite suite, Shop shop) {
        this.suite = suite;
        this.shop = shop;
        this.shared = new MatrixRequests(shop);
    }

    @TestFactory
    Stream<DynamicTest> everyCallerGetsWhatTheMatrixSays() {
        return AuthorizationMatrix.LINES.stream().flatMap(this::ofLine);
    }

    @TestFactory
    Stream<DynamicTest> servicesSayWhatTheMatrixSaysBehindTheGateway() {
        return AuthorizationMatrix.BEHIND_THE_GATEWAY.stream().flatMap(line -> ofLine(line, List.of("catalog-1", "pricing-1", "order-1")));
    }

    @TestFactory
    Stream<DynamicTest> theGatewayHasNoRouteToWhatIsBehindIt() {
        return AuthorizationMatrix.BEHIND_THE_GATEWAY.stream().map(line -> dynamicTest(line.toString(), () -> shared
                .send(as(Caller.ADMIN, shared.owner(), shop.at(suite.instance("gateway-1"))), line).then().statusCode(404)
                .contentType(startsWith("application/problem+json"))));
    }

    private Stream<DynamicTest> ofLine(Line line) {
        return ofLine(line, doors(line));
    }

    private Stream<DynamicTest> ofLine(Line line, List<String> doors) {
        return doors.stream().flatMap(door -> Arrays.stream(Caller.values())
                .map(caller -> dynamicTest(line + " as " + caller + " at " + door, () -> ask(line, caller, suite.instance(door)))));
    }

    private static List<String> doors(Line line) {
        return line.service().equals("gateway") ? List.of("gateway-1") : List.of("gateway-1", line.service() + "-1");
    }

    private void ask(Line line, Caller caller, URI door) {
        // What is deleted is gone for whoever asks next.
        MatrixRequests requests = line.method().equals("DELETE") ? new MatrixRequests(shop) : shared;

        ValidatableResponse answer = requests.send(as(caller, requests.owner(), shop.at(door)), line).then();

        answer.statusCode(line.status(caller));
        if (line.status(caller) >= 400) {
            answer.contentType(startsWith("application/problem+json"));
        }
        if (line.status(caller) == 401) {
            answer.header("WWW-Authenticate", startsWith("Bearer"));
        }
    }

    private RequestSpecification as(Caller caller, String owner, RequestSpecification request) {
        return switch (caller) {
            case ANONYMOUS -> request;
            case OWNER -> request.auth().oauth2(suite.token(owner, false));
            case STRANGER -> request.auth().oauth2(suite.token(Shop.fresh("stranger"), false));
            case ADMIN -> request.auth().oauth2(suite.token("admin", true));
            case EXPIRED -> request.auth().oauth2(suite.token("admin", true, Duration.ofMinutes(-2)));
        };
    }
}
