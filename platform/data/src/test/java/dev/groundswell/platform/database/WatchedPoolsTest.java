package dev.groundswell.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;

class WatchedPoolsTest {

    private final DatabaseConfig config = new Config(Duration.ofSeconds(20), Duration.ofSeconds(15));

    @Test
    void silentConnectionsAndTransactionsEnd() {
        PgConnectOptions watched = WatchedPools.watched(new PgConnectOptions(), idle(5), config);

        assertThat(watched.getReadIdleTimeout()).isEqualTo(20_000);
        assertThat(watched.getIdleTimeoutUnit()).isEqualTo(TimeUnit.MILLISECONDS);
        assertThat(watched.getProperties()).containsEntry("idle_in_transaction_session_timeout", "15000");
        assertThat(new PgConnectOptions().getProperties()).doesNotContainKey("idle_in_transaction_session_timeout");
    }

    @Test
    void aPoolThatKeepsUnusedConnectionsForAsLongAsTheSilenceIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> WatchedPools.watched(new PgConnectOptions(), idle(20), config))
                .withMessage(
                        "groundswell.database.silence: must be longer than the pool keeps an unused connection, which is PT20S; was PT20S");
        assertThatIllegalArgumentException().isThrownBy(() -> WatchedPools.watched(new PgConnectOptions(), idle(0), config))
                .withMessageContaining("for ever");
    }

    private static PoolOptions idle(int seconds) {
        return new PoolOptions().setIdleTimeout(seconds).setIdleTimeoutUnit(TimeUnit.SECONDS);
    }

    private record Config(Duration silence, Duration idleInTransaction) implements DatabaseConfig {}
}
