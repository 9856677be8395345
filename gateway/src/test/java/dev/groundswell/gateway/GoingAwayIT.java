package dev.groundswell.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import dev.groundswell.gateway.service.Arrivals;
import dev.groundswell.gateway.service.Crowd;
import dev.groundswell.gateway.service.Crowd.Got;
import dev.groundswell.gateway.service.Gate;
import dev.groundswell.gateway.service.Reply;
import dev.groundswell.gateway.service.Surroundings;
import dev.groundswell.gateway.service.Wire;

/// Clients and services go away while others wait.
@QuarkusTest
@TestProfile(BeforeScriptedOrigin.class)
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class GoingAwayIT extends EdgeTesting {

    private static final String HELLO = "hello, world";

    @Inject
    Arrivals arrivals;

    private final Gate gate = new Gate();
    private Crowd crowd;

    @BeforeEach
    void gather() {
        crowd = new Crowd(gateway);
    }

    @AfterEach
    void disperse() {
        crowd.close();
    }

    @Test
    void theFirstOnesGoingAwayHarmsNobody() {
        origin.answers(path, Reply.fresh(HELLO, 60).heldBy(gate));
        try (Wire first = new Wire(gateway)) {
            first.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
            await().until(() -> origin.asked(path) == 1);
            crowd.ask(20, path);
            await().until(() -> arrivals.arrived(path) == 21);
        }
        await().until(() -> arrivals.left(path) == 1);
        gate.open();

        await().until(() -> crowd.got().size() == 20);
        assertThat(crowd.got()).allMatch(answer -> answer.body().equals(HELLO));
        assertThat(origin.asked(path)).isEqualTo(1);
    }

    @Test
    void theFirstOnesGoingAwayWithinTheBodyHarmsNobody() {
        origin.answers(path, Reply.fresh(HELLO, 60).restHeldBy(gate));
        try (Wire first = new Wire(gateway)) {
            first.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").readUntil("hello");
            crowd.ask(20, path);
            await().until(() -> crowd.begun() == 20);
        }
        gate.open();

        await().until(() -> crowd.got().size() == 20);
        assertThat(crowd.got()).allMatch(answer -> answer.body().equals(HELLO));
        assertHit(get(path), HELLO);
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsAbandoned() {
        origin.answers(path, Reply.fresh(HELLO, 60).heldBy(gate));
        crowd.ask(5, path);
        await().until(() -> origin.asked(path) == 1 && arrivals.arrived(path) == 5);
        crowd.close();

        await().until(() -> origin.abandoned() == 1 && arrivals.left(path) == 5);
        gate.open();
        assertForwarded(get(path), HELLO, "uri-miss");
        assertThat(origin.asked(path)).as("nobody asked in the name of those who have gone").isEqualTo(2);
    }

    @Test
    void whatIsOnItsWayToBeKeptIsKeptThoughAllHaveGone() {
        origin.answers(path, Reply.fresh(HELLO, 60).restHeldBy(gate));
        crowd.ask(5, path);
        await().until(() -> crowd.begun() == 5);
        crowd.close();
        gate.open();

        await().untilAsserted(() -> assertHit(get(path), HELLO));
        assertThat(origin.asked(path)).isEqualTo(1);
    }

    @Test
    void whatOutgrowsItsBoundIsAbandonedWhenNobodyReadsIt() {
        origin.answers(path, Reply.fresh("0123456789abcdef".repeat(16 * 1024), 60).with("ETag", "\"1\"").inChunks().restHeldBy(gate));

        get(path, "If-None-Match", "\"1\"").then().statusCode(304);

        await().until(() -> origin.abandoned() == 1);
    }

    @Test
    void whereTheServiceBreaksOffItIsAskedOnceMoreForAll() {
        origin.answers(path, Reply.none().heldBy(gate), Reply.fresh(HELLO, 60));
        crowd.ask(20, path);
        await().until(() -> arrivals.arrived(path) == 20 && origin.asked(path) == 1);
        gate.open();

        await().until(() -> crowd.got().size() == 20);
        assertThat(crowd.got()).filteredOn(answer -> answer.status() == 503).as("the first one's own answer").hasSize(1);
        assertThat(crowd.got()).filteredOn(answer -> answer.body().equals(HELLO)).hasSize(19);
        assertThat(origin.asked(path)).isEqualTo(2);
    }

    @Test
    void aBodyThatBreaksOffBreaksOffForAll() {
        origin.answers(path, Reply.fresh(HELLO, 60).restHeldBy(gate).brokenOff(), Reply.fresh("whole", 60));
        crowd.ask(20, path);
        await().until(() -> crowd.begun() == 20);
        gate.open();

        await().until(() -> crowd.got().size() == 20);
        assertThat(crowd.got()).extracting(Got::status).containsOnly(0);
        assertForwarded(get(path), "whole", "uri-miss");
    }
}
