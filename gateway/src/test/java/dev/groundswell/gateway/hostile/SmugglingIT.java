package dev.groundswell.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import dev.groundswell.gateway.BeforeScriptedOrigin;
import dev.groundswell.gateway.service.Recorder;
import dev.groundswell.gateway.service.Recorder.Seen;
import dev.groundswell.gateway.service.Surroundings;
import dev.groundswell.gateway.service.Wire;

/// Nobody gets a request past the gateway that the service behind it cuts in another way.
@QuarkusTest
@TestProfile(BeforeScriptedOrigin.class)
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class SmugglingIT {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}) ");
    private static final String SECOND = "GET /api/prices/second HTTP/1.1";
    private static final String NEXT = "GET /api/prices/next HTTP/1.1";

    /// One for all: a service that went away and came back between two attacks would be a matter of its own.
    private static Recorder service;

    @ConfigProperty(name = "test.raw-origin")
    int port;
    @TestHTTPResource
    URI gateway;

    @BeforeEach
    void startService() {
        if (service == null) {
            service = new Recorder(port);
        }
        service.forget();
    }

    @AfterAll
    static void stopService() {
        service.close();
        service = null;
    }

    static List<Attack> attacks() {
        return Smuggling.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void isRefusedOrPassedOnAsOneRequest(Attack attack) {
        String answers = sent(attack.octets());
        // Somebody else, who gets an answer to something else if the service is one answer ahead of the gateway.
        String others = sent(NEXT + "\r\nHost: a\r\nConnection: close\r\n\r\n");

        List<Integer> statuses = STATUS.matcher(answers).results().map(found -> Integer.parseInt(found.group(1)))
                .filter(status -> status != 100).toList();
        assertThat(service.faults()).as("what the service could not take literally").isEmpty();
        assertThat(others).startsWith("HTTP/1.1 200").endsWith(NEXT);
        List<Seen> seen = service.seen();
        switch (attack.outcome()) {
            case REFUSED -> {
                assertThat(seen).as(attack.toString()).extracting(Seen::line).containsExactly(NEXT);
                assertThat(statuses).hasSizeLessThanOrEqualTo(1).allMatch(status -> status >= 400);
            }
            case TURNED_AWAY -> {
                assertThat(seen).as(attack.toString()).extracting(Seen::line).isIn(List.of(SECOND, NEXT), List.of(NEXT));
                assertThat(statuses).first().matches(status -> status >= 400 && status < 500);
            }
            case PASSED -> {
                assertThat(seen).as(attack.toString()).extracting(Seen::line).hasSize(3).endsWith(SECOND, NEXT);
                assertThat(statuses).containsExactly(200, 200);
                assertThat(seen.getFirst().body()).isEqualTo(attack.body());
                for (String name : List.of("Host", "Forwarded", "Via")) {
                    assertThat(seen.getFirst().all(name)).as(name).hasSize(1);
                }
                assertThat(seen.getFirst().all("Host")).containsExactly("localhost:" + port);
                for (String name : List.of("Expect", "Upgrade", "HTTP2-Settings", "TE", "Trailer", "X-Trailer")) {
                    assertThat(seen.getFirst().all(name)).as(name).isEmpty();
                }
            }
        }
    }

    /// RFC 9112, section 9.6.
    @Test
    void nothingBehindALastRequestIsAsked() {
        String answers = sent("GET /api/prices/last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" + Attack.SMUGGLED);
        String others = sent(NEXT + "\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(STATUS.matcher(answers).results()).hasSize(1);
        assertThat(others).endsWith(NEXT);
        assertThat(service.seen()).extracting(Seen::line).containsExactly("GET /api/prices/last HTTP/1.1", NEXT);
    }

    private String sent(String octets) {
        try (Wire wire = new Wire(gateway)) {
            return wire.send(octets).readToEnd();
        }
    }
}
