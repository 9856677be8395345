package dev.groundswell.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;

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

/// A service is asked once for all who want the same at the same time, and nobody waits longer for it than alone.
@QuarkusTest
@TestProfile(BeforeScriptedOrigin.class)
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class CollapsingIT extends EdgeTesting {

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
    void aThousandClientsOfAColdKeyCostOneRequest() {
        origin.answers(path, Reply.fresh(HELLO, 60).heldBy(gate));
        crowd.ask(1_000, path);
        await().until(() -> arrivals.arrived(path) == 1_000);
        gate.open();

        await().until(() -> crowd.got().size() == 1_000);
        assertThat(crowd.got()).allMatch(answer -> answer.status() == 200 && answer.body().equals(HELLO));
        assertThat(crowd.got()).filteredOn(answer -> answer.cacheStatus().endsWith("uri-miss")).hasSize(1);
        assertThat(crowd.got()).filteredOn(answer -> answer.cacheStatus().endsWith("uri-miss; collapsed")).hasSize(999);
        assertThat(origin.asked(path)).isEqualTo(1);
    }

    @Test
    void whoWaitsGetsTheFirstBytesWhileTheRestIsOnItsWay() {
        origin.answers(path, Reply.fresh(HELLO, 60).restHeldBy(gate));
        crowd.ask(20, path);
        await().until(() -> crowd.begun() == 20);
        crowd.ask(20, path);
        await().until(() -> crowd.begun() == 40);
        assertThat(crowd.got()).isEmpty();
        gate.open();

        await().until(() -> crowd.got().size() == 40);
        assertThat(crowd.got()).allMatch(answer -> answer.body().equals(HELLO));
        assertThat(origin.asked(path)).isEqualTo(1);
    }

    @Test
    void aServiceThatFailsIsNotAskedByAllWhoWaited() {
        origin.answers(path, Reply.of(503, "busy").heldBy(gate));
        crowd.ask(100, path);
        await().until(() -> arrivals.arrived(path) == 100);
        gate.open();

        await().until(() -> crowd.got().size() == 100);
        assertThat(crowd.got()).allMatch(answer -> answer.status() == 503);
        assertThat(origin.asked(path)).isLessThan(20);
    }

    @Test
    void nobodyQueuesForWhatIsNotForAll() {
        Gate first = new Gate();
        origin.answers(path, Reply.ok("mine").with("Cache-Control", "private").heldBy(first),
                Reply.ok("mine").with("Cache-Control", "private").heldBy(gate));
        crowd.ask(50, path);
        await().until(() -> origin.asked(path) == 1);
        first.open();
        await().until(() -> origin.asked(path) == 50);
        crowd.ask(30, path);
        await().until(() -> origin.asked(path) == 80);
        gate.open();

        await().until(() -> crowd.got().size() == 80);
        assertThat(crowd.got()).allMatch(answer -> answer.body().equals("mine"));
    }

    @Test
    void nobodyQueuesForWhatMustBeAskedAboutEachTime() {
        Gate first = new Gate();
        Reply uncertain = Reply.ok("one").with("Cache-Control", "no-cache").with("ETag", "\"1\"");
        origin.answers(path, uncertain.heldBy(first), uncertain.heldBy(gate));
        crowd.ask(20, path);
        await().until(() -> origin.asked(path) == 1);
        first.open();
        await().until(() -> origin.asked(path) == 20);
        crowd.ask(20, path);
        await().until(() -> origin.asked(path) == 40);
        gate.open();

        await().until(() -> crowd.got().size() == 40);
        assertThat(crowd.got()).allMatch(answer -> answer.body().equals("one"));
    }

    @Test
    void whoWantsAnotherVariantWaitsForThatOne() {
        Reply german = Reply.fresh("deutsch, doch", 60).with("Vary", "Accept-Language").restHeldBy(gate);
        Reply english = Reply.fresh("english, yes", 60).with("Vary", "Accept-Language").restHeldBy(gate);
        Gate head = new Gate();
        origin.answers(path, german.heldBy(head), english);
        crowd.ask(1, path, "Accept-Language", "de");
        await().until(() -> origin.asked(path) == 1);
        crowd.ask(10, path, "Accept-Language", "de");
        crowd.ask(10, path, "Accept-Language", "en");
        await().until(() -> arrivals.arrived(path) == 21);
        head.open();
        await().until(() -> crowd.begun() == 21);
        gate.open();

        await().until(() -> crowd.got().size() == 21);
        assertThat(crowd.got()).filteredOn(answer -> answer.body().equals("deutsch, doch")).hasSize(11);
        assertThat(crowd.got()).filteredOn(answer -> answer.body().equals("english, yes")).hasSize(10);
        assertThat(origin.asked(path)).isEqualTo(2);
    }

    @Test
    void whatIsMarkedOnItsWayIsAskedForAgainForThoseWhoWait() {
        Gate rest = new Gate();
        origin.answers(path, Reply.fresh("old, old", 60).heldBy(gate).restHeldBy(rest), Reply.fresh("new, new", 60));
        crowd.ask(1, path);
        await().until(() -> origin.asked(path) == 1);
        crowd.ask(10, path);
        await().until(() -> arrivals.arrived(path) == 11);
        marks.mark(List.of(path), false);
        gate.open();
        await().until(() -> crowd.got().size() == 10);
        assertThat(crowd.got()).extracting(Got::body).containsOnly("new, new");
        rest.open();

        await().until(() -> crowd.got().size() == 11);
        assertThat(crowd.got()).filteredOn(answer -> answer.body().equals("old, old")).as("who asked before").hasSize(1);
        assertThat(origin.asked(path)).isEqualTo(2);
        assertHit(get(path), "new, new");
    }
}
