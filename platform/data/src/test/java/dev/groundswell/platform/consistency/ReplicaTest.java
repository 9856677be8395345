package dev.groundswell.platform.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;

/// With times of its own; its pool connects to nobody.
class ReplicaTest {

    private static final Duration MAX_LAG = Duration.ofSeconds(1);

    private final Vertx vertx = Vertx.vertx();
    private final Pool pool = Pool
            .newInstance(PgBuilder.pool().connectingTo(new PgConnectOptions().setPort(1)).using(vertx).build());
    private final Replica replica = new Replica(new Node("orders_0-replica-1", pool, false), () -> {}, MAX_LAG);

    @AfterEach
    void close() {
        var _ = vertx.close();
    }

    @Test
    void isNotReadBeforeItHasSaidHowFarItIs() {
        replica.primaryWasAt(100, at(0));

        assertThat(replica.inRotation(at(0))).isFalse();
    }

    @Test
    void servesWhatItHasReplayed() {
        replica.primaryWasAt(100, at(0));
        replica.replayedTo(100, at(1));

        assertThat(replica.mayServe(100, at(2))).isTrue();
        assertThat(replica.mayServe(101, at(2))).isFalse();
    }

    @Test
    void showsThePrimaryAsItWasWhenItHadWrittenWhatIsReplayed() {
        replica.primaryWasAt(100, at(0));
        replica.primaryWasAt(200, at(400));
        replica.primaryWasAt(300, at(800));
        replica.replayedTo(250, at(900));

        assertThat(replica.lag(at(900))).isCloseTo(0.5, within(1e-9));
        assertThat(replica.inRotation(at(1_400))).isTrue();
        assertThat(replica.inRotation(at(1_401))).isFalse();
    }

    @Test
    void leavesTheRotationWhenHeldBackAndReturns() {
        for (int tick = 0; tick < 20; tick++) {
            replica.primaryWasAt(100 + tick, at(tick * 100));
            replica.replayedTo(100, at(tick * 100));
        }
        assertThat(replica.mayServe(0, at(2_000))).isFalse();

        replica.replayedTo(119, at(2_000));

        assertThat(replica.mayServe(119, at(2_000))).isTrue();
    }

    @Test
    void anIdlePrimaryMakesNobodyLag() {
        for (int tick = 0; tick < 50; tick++) {
            replica.primaryWasAt(100, at(tick * 100));
            replica.replayedTo(100, at(tick * 100));
        }

        assertThat(replica.mayServe(100, at(5_000))).isTrue();
    }

    @Test
    void isLeftWhenItFailsAndReturnsWhenItAnswers() {
        replica.primaryWasAt(100, at(0));
        replica.replayedTo(100, at(0));

        replica.failed(new IOException("frozen"), at(100));

        assertThat(replica.mayServe(0, at(100))).isFalse();
        assertThat(replica.lag(at(100))).isNaN();
        replica.primaryWasAt(100, at(200));
        replica.replayedTo(100, at(200));
        assertThat(replica.mayServe(100, at(200))).isTrue();
    }

    private static long at(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
