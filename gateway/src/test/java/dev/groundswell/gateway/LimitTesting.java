package dev.groundswell.gateway;

import static io.restassured.RestAssured.given;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import dev.groundswell.local.token.KeyFiles;
import dev.groundswell.local.token.Tokens;

/// What the tests of limits have in common: callers that nobody has seen before.
abstract class LimitTesting {

    @ConfigProperty(name = "test.keys")
    Path keys;
    @TestHTTPResource(value = "", management = true)
    URI management;

    /// Somebody new.
    RequestSpecification customer() {
        return bearer(false);
    }

    RequestSpecification admin() {
        return bearer(true);
    }

    /// Somebody without a token, behind the proxy.
    static RequestSpecification from(String address) {
        return given().header("X-Forwarded-For", address);
    }

    static Response browse(RequestSpecification caller) {
        return given().spec(caller).when().get("/api/products/echo");
    }

    /// The first answer with this status; fails when there is none in 500.
    static Response until(int status, Supplier<Response> request) {
        return Stream.generate(request).limit(500).filter(answer -> answer.statusCode() == status).findFirst()
                .orElseThrow(() -> new AssertionError("never " + status));
    }

    double metric(String line) {
        return given().baseUri(management.toString()).when().get("/metrics").asString().lines()
                .filter(metric -> metric.startsWith(line + " ")).mapToDouble(metric -> Double.parseDouble(metric.substring(line.length())))
                .findFirst().orElseThrow(() -> new AssertionError("no metric " + line));
    }

    private RequestSpecification bearer(boolean admin) {
        String token = new Tokens(new KeyFiles(keys), InstantSource.system()).mint("sub-" + UUID.randomUUID(), admin, Tokens.DEFAULT_TTL);
        return given().header("Authorization", "Bearer " + token);
    }
}
