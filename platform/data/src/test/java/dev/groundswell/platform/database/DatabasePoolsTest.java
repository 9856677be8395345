package dev.groundswell.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;

class DatabasePoolsTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        var _ = vertx.close();
    }

    @Test
    void silentConnectionsAndTransactionsEnd() {
        PgConnectOptions watched = DatabasePools.watched(new PgConnectOptions().setCachePreparedStatements(true), config(false));

        assertThat(watched.getReadIdleTimeout()).isEqualTo(20_000);
        assertThat(watched.getIdleTimeoutUnit()).isEqualTo(TimeUnit.MILLISECONDS);
        assertThat(watched.getConnectTimeout()).isEqualTo(2_000);
        assertThat(watched.getProperties()).containsEntry("idle_in_transaction_session_timeout", "15000");
        assertThat(watched.getCachePreparedStatements()).isTrue();
        assertThat(watched.getUseLayer7Proxy()).isFalse();
    }

    @Test
    void aProxyOfTransactionsIsToldNothingThatItDoesNotKnow() {
        PgConnectOptions watched = DatabasePools.watched(new PgConnectOptions().setCachePreparedStatements(true), config(true));

        assertThat(watched.getProperties()).doesNotContainKeys("idle_in_transaction_session_timeout", "extra_float_digits")
                .containsKey("application_name");
        assertThat(watched.getCachePreparedStatements()).isFalse();
        assertThat(watched.getUseLayer7Proxy()).isTrue();
    }

    @Test
    void settingsThatDoNotFitEachOtherAreRefusedByName() {
        refused(new Config(0, 0, seconds(30), seconds(2), seconds(20)), "connections: must be at least 1; was 0");
        refused(new Config(10, 11, seconds(30), seconds(2), seconds(20)),
                "warm: must be 0 to groundswell.database.connections, which is 10; was 11");
        refused(new Config(10, 2, seconds(30), seconds(0), seconds(20)), "patience: must be longer than 0; was PT0S");
        refused(new Config(10, 2, seconds(30), seconds(2), seconds(0)), "silence: must be at least PT1S; was PT0S");
        refused(new Config(10, 2, seconds(5), seconds(2), seconds(20)),
                "idle: must be longer than a quarter of groundswell.database.silence, which is PT5S; was PT5S");
    }

    private void refused(DatabaseConfig config, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> new DatabasePools(config, new SimpleMeterRegistry(), vertx))
                .withMessage("groundswell.database." + message);
    }

    private static DatabaseConfig config(boolean proxied) {
        return new Config(10, 2, seconds(30), seconds(2), seconds(20), seconds(15), proxied);
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private record Config(int connections, int warm, Duration idle, Duration patience, Duration silence, Duration idleInTransaction,
            boolean proxied) implements DatabaseConfig {

        Config(int connections, int warm, Duration idle, Duration patience, Duration silence) {
            this(connections, warm, idle, patience, silence, seconds(15), false);
        }
    }
}
