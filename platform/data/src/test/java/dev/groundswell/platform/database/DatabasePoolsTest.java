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
        PgConnectOptions watched = DatabasePools.watched(new PgConnectOptions().setCachePreparedStatements(true), config(2, false));

        assertThat(watched.getReadIdleTimeout()).isEqualTo(20_000);
        assertThat(watched.getIdleTimeoutUnit()).isEqualTo(TimeUnit.MILLISECONDS);
        assertThat(watched.getConnectTimeout()).isEqualTo(2_000);
        assertThat(watched.getProperties()).containsEntry("idle_in_transaction_session_timeout", "15000");
        assertThat(watched.getCachePreparedStatements()).isTrue();
        assertThat(watched.getUseLayer7Proxy()).isFalse();
    }

    @Test
    void aProxyOfTransactionsIsToldNothingThatItDoesNotKnow() {
        PgConnectOptions watched = DatabasePools.watched(new PgConnectOptions().setCachePreparedStatements(true), config(2, true));

        assertThat(watched.getProperties()).doesNotContainKey("idle_in_transaction_session_timeout");
        assertThat(watched.getCachePreparedStatements()).isFalse();
        assertThat(watched.getUseLayer7Proxy()).isTrue();
    }

    @Test
    void moreWarmOnesThanConnectionsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DatabasePools(config(11, false), new SimpleMeterRegistry(), vertx))
                .withMessage("groundswell.database.warm: must be at most groundswell.database.connections, which is 10; was 11");
    }

    private static DatabaseConfig config(int warm, boolean proxied) {
        return new Config(10, warm, Duration.ofSeconds(30), Duration.ofSeconds(2), Duration.ofSeconds(20), Duration.ofSeconds(15), proxied);
    }

    private record Config(int connections, int warm, Duration idle, Duration patience, Duration silence, Duration idleInTransaction,
            boolean proxied) implements DatabaseConfig {}
}
