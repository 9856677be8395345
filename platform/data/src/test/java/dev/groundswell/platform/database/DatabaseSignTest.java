package dev.groundswell.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;

class DatabaseSignTest {

    @ParameterizedTest
    @CsvSource({"08006, true", "08P01, true", "53300, true", "53100, true", "57P01, true", "57P02, true", "57P03, true",
            // A statement that was cancelled, bad data, a deadlock, no such table, no state at all.
            "57014, false", "22001, false", "23505, false", "40P01, false", "42P01, false", "'', false"})
    void aDatabaseThatCannotServeNowIsAway(String state, boolean away) {
        assertThat(new DatabaseSign().isIn(new PgException("no", "ERROR", state, ""))).isEqualTo(away);
        assertThat(new DatabaseSign().isIn(new SQLException("no", state))).isEqualTo(away);
    }

    @Test
    void whatIsNoDatabasesWordIsNotJudged() {
        assertThat(new DatabaseSign().isIn(new IllegalStateException("57P01"))).isFalse();
        assertThat(new DatabaseSign().isIn(new SQLException())).isFalse();
    }

    @Test
    void aConnectionThatEndsUnderAStatementIsAnOutage() {
        assertThat(new DatabaseSign().isIn(ClosedConnectionException.INSTANCE)).isTrue();
        assertThat(new DatabaseSign().isIn(new PgException("database is not currently accepting connections", "FATAL", "55000", "")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"Timeout, true", "Pool closed, true", "'Connection is not active now, current status: CLOSING', true",
            "Pending requests failed to be sent due to connection has been closed., true", "Parameter at position 0 is wrong, false"})
    void vertxsWordsForALostConnectionAreUnderstood(String words, boolean away) {
        assertThat(new DatabaseSign().isIn(new NoStackTraceThrowable(words))).isEqualTo(away);
    }

    /// Chaos seed 101 met it: a connect that had passed the old pool's door when the pool began anew.
    @Test
    void aPoolThatBeganAnewUnderAConnectIsAnOutage() {
        assertThat(new DatabaseSign().isIn(new IllegalStateException("Client is closed"))).isTrue();
        assertThat(new DatabaseSign().isIn(new IllegalStateException("Client is closed by us"))).isFalse();
    }

    @Test
    void theStateIsFoundBehindWrappers() {
        assertThat(SqlState.of(new RuntimeException(new RuntimeException(new PgException("no", "ERROR", "23505", ""))))).isEqualTo("23505");
        assertThat(SqlState.of(new RuntimeException())).isNull();
    }
}
