package dev.groundswell.testbed.journey;

import static org.hamcrest.Matchers.startsWith;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

import dev.groundswell.local.testing.TestSuite;
import dev.groundswell.testbed.suite.Customer;
import dev.groundswell.testbed.suite.ForgedTokens;
import dev.groundswell.testbed.suite.Line;
import dev.groundswell.testbed.suite.Shop;
import dev.groundswell.testbed.suite.SuiteExtension;

/// Each service is asked at its own door: none of them trusts the gateway to have looked.
@ExtendWith(SuiteExtension.class)
class AuthorizationIT {
    /// A write that only an admin may do, and a body that is right.
    record AdminWrite(String instance, String method, String path, Map<String, ?> body) {}

    /// A read that a good token may do.
    record Read(String instance, String path) {}

    static final List<AdminWrite> ADMIN_WRITES = List.of(
            new AdminWrite("catalog-1", "PUT", "/api/products/TB-AUTH", Map.of("name", "n", "description", "d", "category", "c")),
            new AdminWrite("catalog-1", "PUT", "/api/stock/TB-AUTH", Map.of("onHand", 1)),
            new AdminWrite("pricing-1", "PUT", "/api/prices/TB-AUTH", Map.of("currency", "GBP", "amount", 1)),
            new AdminWrite("order-1", "POST", "/api/customers:batch",
                    Map.of("items", List.of(Map.of("id", "tb-auth", "name", "n", "country", "GB")))));
    static final List<Read> READS = List.of(new Read("gateway-1", "/api/orders"), new Read("order-1", "/api/orders"),
            new Read("catalog-1", "/api/categories"), new Read("pricing-1", "/api/prices?skus=TB-AUTH&currency=GBP"));
    private static final Map<String, String> FORGED = Map.of("X-User", "admin", "X-Groundswell-Sub", "admin", "X-Groundswell-Groups",
            "admin", "X-Forwarded-User", "admin", "Remote-User", "admin");

    private final TestSuite suite;
    private final Shop shop;

    AuthorizationIT(TestSuite suite, Shop shop) {
        this.suite = suite;
        this.shop = shop;
    }

    @ParameterizedTest
    @FieldSource("ADMIN_WRITES")
    void anonymousWritesAreUnauthorized(AdminWrite write) {
        assertUnauthorized(send(at(write.instance()), write));
        assertUnauthorized(send(at(write.instance()).headers(FORGED), write));
    }

    @ParameterizedTest
    @FieldSource("ADMIN_WRITES")
    void aCustomersAdminWritesAreForbidden(AdminWrite write) {
        String customer = suite.token(Shop.fresh("cust"), false);

        assertProblem(send(at(write.instance()).auth().oauth2(customer), write), 403);
        assertProblem(send(at(write.instance()).auth().oauth2(customer).headers(FORGED), write), 403);
    }

    @Test
    void ordersAreNotOpen() {
        assertUnauthorized(at("order-1").get("/api/orders").then());
        assertUnauthorized(at("order-1").headers(FORGED).get("/api/orders").then());
        assertUnauthorized(at("order-1").get("/api/orders/{id}", anOrder(shop.newCustomer())).then());
        assertUnauthorized(at("order-1").header("Idempotency-Key", UUID.randomUUID()).contentType(ContentType.JSON)
                .body(Map.of("currency", "GBP", "lines", List.of(new Line("TB-AUTH", 1)))).post("/api/orders").then());
    }

    @Test
    void anotherCustomersOrderIsNotFound() {
        Customer owner = shop.newCustomer();
        String id = anOrder(owner);
        String stranger = suite.token(Shop.fresh("cust"), false);
        Map<String, String> disguise = Map.of("X-User", owner.subject(), "X-Groundswell-Sub", owner.subject(), "X-Groundswell-Groups",
                "admin", "X-Forwarded-User", owner.subject());

        for (Map<String, String> headers : List.of(Map.<String, String>of(), disguise)) {
            assertProblem(at("order-1").auth().oauth2(stranger).headers(headers).get("/api/orders/{id}", id).then(), 404);
            assertProblem(at("order-1").auth().oauth2(stranger).headers(headers).accept("text/event-stream")
                    .get("/api/orders/{id}/events", id).then(), 404);
            assertProblem(at("order-1").auth().oauth2(stranger).headers(headers).post("/api/orders/{id}/cancel", id).then(), 404);
        }
        at("order-1").auth().oauth2(suite.token(owner.subject(), false)).get("/api/orders/{id}", id).then().statusCode(200);
        at("order-1").auth().oauth2(suite.token("admin", true)).get("/api/orders/{id}", id).then().statusCode(200);
    }

    @ParameterizedTest
    @FieldSource("READS")
    void aTokenThatDoesNotVerifyIsUnauthorizedOnOpenRoutesToo(Read read) {
        ForgedTokens tokens = new ForgedTokens(suite);

        at(read.instance()).auth().oauth2(tokens.genuine()).get(read.path()).then().statusCode(200);
        for (String token : List.of(tokens.ofAnotherIssuer(), tokens.forAnotherAudience(), tokens.signedByAnotherKey(), tokens.unsigned(),
                "a.b.c")) {
            assertUnauthorized(at(read.instance()).auth().oauth2(token).get(read.path()).then());
        }
    }

    private String anOrder(Customer customer) {
        return customer.orders(new Line(shop.sells(100, 1), 1));
    }

    private RequestSpecification at(String instance) {
        return shop.at(suite.instance(instance));
    }

    private static ValidatableResponse send(RequestSpecification request, AdminWrite write) {
        // A batch's colon travels as it is.
        return request.urlEncodingEnabled(false).contentType(ContentType.JSON).body(write.body()).request(write.method(), write.path())
                .then();
    }

    private static void assertUnauthorized(ValidatableResponse answer) {
        assertProblem(answer, 401);
        answer.header("WWW-Authenticate", startsWith("Bearer"));
    }

    private static void assertProblem(ValidatableResponse answer, int status) {
        answer.statusCode(status).contentType("application/problem+json");
    }
}
