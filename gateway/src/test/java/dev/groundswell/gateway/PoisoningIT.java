package dev.groundswell.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import dev.groundswell.gateway.service.Crowd;
import dev.groundswell.gateway.service.Gate;
import dev.groundswell.gateway.service.Reply;
import dev.groundswell.gateway.service.Surroundings;

/// What one client sends never becomes another one's answer (PortSwigger's "Web cache poisoning", "Web cache deception", CPDoS).
@QuarkusTest
@TestProfile(BeforeScriptedOrigin.class)
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class PoisoningIT extends EdgeTesting {

    private static final Reply PUBLIC = Reply.fresh("one", 60);

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-Host", "X-Forwarded-Scheme", "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Original-URL",
            "X-Original-Host", "X-Rewrite-URL", "X-HTTP-Method-Override", "X-Method-Override", "X-Host", "X_Forwarded_Host", "X_Kept",
            "Forwarded", "Cookie", "Proxy", "X-User", "X-Url-Scheme"})
    void whatIsNoPartOfTheKeyNeitherReachesTheServiceNorMakesAnotherKey(String name) {
        origin.answers(path, PUBLIC);
        get(path, name, "a=evil");

        assertThat(origin.seen(path).getFirst().headers()).noneMatch(header -> header.getValue().contains("evil"));
        assertHit(get(path), "one");
        assertHit(get(path, name, "b=other"), "one");
    }

    @Test
    void anotherHostIsNoOtherKeyAndNotTheServices() {
        origin.answers(path, PUBLIC);
        wire("GET " + path + " HTTP/1.1\nHost: evil.example");
        wire("GET http://evil.example" + path + " HTTP/1.1\nHost: evil.example");

        assertHit(get(path), "one");
        assertThat(origin.seen(path)).singleElement()
                .satisfies(seen -> assertThat(seen.headers().get("Host")).isEqualTo("localhost:" + port));
    }

    /// "Hop-by-hop header abuse": the service answers as if the field were not there, so the answer is for those who have not sent it.
    @Test
    void whatAConnectionKeepsFromTheServiceSelectsNoVariant() {
        Reply language = Reply.fresh("whatever", 60).with("Vary", "Accept-Language");
        origin.answers(path, language, Reply.fresh("deutsch", 60).with("Vary", "Accept-Language"));
        wire("GET " + path + " HTTP/1.1\nHost: a\nAccept-Language: de\nConnection: Accept-Language");
        assertThat(origin.seen(path).getFirst().headers().contains("Accept-Language")).isFalse();

        assertForwarded(get(path, "Accept-Language", "de"), "deutsch", "uri-miss");
        assertHit(get(path), "whatever");
    }

    @Test
    void noTargetIsAnothersVariant() {
        Gate gate = new Gate();
        String part = path + "?expand=price";
        String evil = part + "[accept][text/plain]";
        origin.answersOtherwise(seen -> seen.uri().equals(evil)
                ? Reply.fresh("evil", 60).heldBy(gate)
                : Reply.fresh(origin.asked(path) == 0 ? "one" : "two", 60).with("Vary", "Accept"));
        get(part, "Accept", "text/plain");
        pass(60);
        try (Crowd crowd = new Crowd(gateway)) {
            crowd.ask(1, evil);
            await().until(() -> origin.asked(path) == 2);

            assertForwarded(get(part, "Accept", "text/plain"), "two", "stale");
        } finally {
            gate.open();
        }
    }

    @ParameterizedTest
    @CsvSource({"/api/orders/x.css, 200", "/api/orders/x%2ecss, 200", "/api/customers/ann.js, 200", "/api/orders/x/..%2fproducts, 400",
            "/api/orders/..%2f..%2fapi%2fproducts%2fa, 400", "/api/orders/x/../../products/a, 400", "/api/orders/x;a.css, 400",
            "/api/products/a;b.css, 400", "//api/orders/x, 400", "/api//orders/x, 400", "/api/orders%2fx, 400", "/api/orders/x%00.css, 400",
            "/api/orders/x%0a.css, 400", "/api/orders/x%5c..%5cy, 400", "/api/orders/x/y.css, 404", "/api/orders/x/, 404"})
    void noSpellingOfAPrivatePathIsKept(String target, int status) {
        origin.answersOtherwise(seen -> Reply.fresh("asked with " + seen.headers().get("Authorization"), 60));

        assertThat(wire("GET " + target + " HTTP/1.1\nHost: a\nAuthorization: " + bearer(customer))).startsWith("HTTP/1.1 " + status);
        String other = wire("GET " + target + " HTTP/1.1\nHost: a\nAuthorization: " + bearer(admin));

        assertThat(other).startsWith("HTTP/1.1 " + status).doesNotContain(customer).doesNotContain("Cache-Status");
        assertThat(wire("GET " + target + " HTTP/1.1\nHost: a")).doesNotContain(customer).doesNotContain(admin);
    }

    /// Whatever the service says by mistake.
    @ParameterizedTest
    @ValueSource(strings = {"/api/orders", "/api/orders/", "/api/customers/"})
    void whatBelongsToSomebodyIsNeverKept(String route) {
        String target = route.endsWith("/") ? route + UUID.randomUUID() : route;
        origin.answersOtherwise(seen -> Reply.fresh("asked with " + seen.headers().get("Authorization"), 60)
                .with("CDN-Cache-Control", "max-age=60").with("ETag", "\"1\""));

        for (String token : new String[]{customer, admin, customer}) {
            assertThat(get(target, "Authorization", bearer(token)).asString()).isEqualTo("asked with " + bearer(token));
        }
        assertThat(origin.asked(target)).isEqualTo(3);
    }

    /// The service refuses a head that the gateway lets pass (CPDoS, "HHO").
    @Test
    void anErrorThatOneClientCausesIsNotKept() {
        origin.answers(path, PUBLIC);

        assertThat(get(path, "X-Large", "x".repeat(10_000)).statusCode()).isGreaterThanOrEqualTo(400);

        assertForwarded(get(path), "one", "uri-miss");
        assertHit(get(path), "one");
    }

    @Test
    void aBodyIsNoPartOfAKeptAnswer() {
        origin.answers(path, PUBLIC);

        assertForwarded(asked().body("evil").when().get(path), "one", "uri-miss");

        assertHit(asked().body("other").when().get(path), "one");
        assertHit(get(path), "one");
        assertThat(origin.seen(path)).singleElement().satisfies(seen -> assertThat(seen.body()).isEmpty());
    }

    @Test
    void aMethodInAHeaderIsNoMethod() {
        origin.answers(path, PUBLIC);
        get(path, "X-HTTP-Method-Override", "DELETE", "X-HTTP-Method", "PUT", "X-Method-Override", "POST");

        assertThat(origin.seen(path)).singleElement().satisfies(seen -> assertThat(seen.headers().names().toString().toLowerCase())
                .doesNotContain("method"));
        assertHit(get(path), "one");
    }
}
