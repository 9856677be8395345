package dev.groundswell.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import dev.groundswell.gateway.service.Reply;
import dev.groundswell.gateway.service.Surroundings;

/// Whoever changes something through this gateway sees the change (RFC 9111, section 4.4).
@QuarkusTest
@TestProfile(BeforeScriptedOrigin.class)
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class ChangingIT extends EdgeTesting {

    private static final Reply ONE = Reply.fresh("one", 60);
    private static final Reply TWO = Reply.fresh("two", 60);

    @Test
    void whatIsKeptOfAChangedThingIsAskedForAgain() {
        origin.answers(path, ONE, ONE, Reply.of(204, ""), TWO);
        get(path);
        get(path + "?expand=price");

        asked("Authorization", bearer(admin)).body("{}").when().put(path).then().statusCode(204);

        assertForwarded(get(path), "two", "stale");
        assertForwarded(get(path + "?expand=price"), "two", "stale");
        assertHit(get(path), "two");
        assertHit(get(path + "?expand=price"), "two");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 409, 412, 422, 500, 503})
    void aChangeThatFailsChangesNothing(int status) {
        origin.answers(path, ONE, Reply.of(status, ""), TWO);
        get(path);

        asked("Authorization", bearer(admin)).body("{}").when().put(path).then().statusCode(status);

        assertHit(get(path), "one");
    }

    @Test
    void aChangeThatIsRefusedHereChangesNothing() {
        origin.answers(path, ONE, TWO);
        get(path);

        asked("Authorization", bearer(customer)).body("{}").when().put(path).then().statusCode(403);
        asked().when().delete(path).then().statusCode(401);

        assertHit(get(path), "one");
        assertThat(origin.asked(path)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "POST", "PATCH", "SOMETHING"})
    void anyMethodThatIsNotKnownToBeSafeMayChange(String method) {
        String open = "/open/" + UUID.randomUUID();
        origin.answers(open, ONE, Reply.of(200, ""), TWO);
        get(open);

        asked().when().request(method, open).then().statusCode(200);

        assertForwarded(get(open), "two", "stale");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "TRACE", "HEAD"})
    void aSafeMethodChangesNothing(String method) {
        String open = "/open/" + UUID.randomUUID();
        origin.answers(open, ONE, TWO);
        get(open);

        wire(method + " " + open + " HTTP/1.1\nHost: a");

        assertHit(get(open), "one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Location", "Content-Location"})
    void whatTheAnswerNamesIsStaleToo(String header) {
        String there = "/open/" + UUID.randomUUID();
        String elsewhere = "/open/" + UUID.randomUUID();
        origin.answers(there, ONE, TWO);
        origin.answers(elsewhere, ONE, TWO);
        origin.answers("/open/a", Reply.of(201, "").with(header, there), Reply.of(201, "").with(header, "http://other" + elsewhere));
        get(there);
        get(elsewhere);

        asked().when().post("/open/a");
        asked().when().post("/open/a");

        assertForwarded(get(there), "two", "stale");
        assertHit(get(elsewhere), "one");
    }
}
