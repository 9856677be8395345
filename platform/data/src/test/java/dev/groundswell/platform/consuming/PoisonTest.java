package dev.groundswell.platform.consuming;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.pgclient.PgException;

class PoisonTest {

    @ParameterizedTest
    // Too long, out of range, no such encoding, not null, foreign key, unique, check.
    @ValueSource(strings = {"22001", "22003", "22021", "23502", "23503", "23505", "23514"})
    void dataTheDatabaseRefusesStaysBad(String state) {
        assertThat(Poison.is(refused(state))).isTrue();
        assertThat(Poison.is(new CompletionException(refused(state)))).isTrue();
        assertThat(Poison.is(new IllegalStateException("wrapped", new SQLException("refused", state)))).isTrue();
    }

    @ParameterizedTest
    // Connection lost, serialization, deadlock, disk full, too many connections, lock not available, shutting down, read-only, no such table.
    @ValueSource(strings = {"08006", "40001", "40P01", "53100", "53300", "55P03", "57P01", "25006", "42P01"})
    void whatConcernsConnectionsLocksAndMissingPartsPasses(String state) {
        assertThat(Poison.is(refused(state))).isFalse();
        // However our own code wrapped it: the database's word counts.
        assertThat(Poison.is(new IllegalArgumentException(refused(state)))).isFalse();
    }

    @Test
    void errorsOfOurOwnArithmeticStayBad() {
        for (Throwable failure : List.of(new ArithmeticException(), new NullPointerException(), new IllegalArgumentException(),
                new ClassCastException(), new IndexOutOfBoundsException(), new NumberFormatException())) {
            assertThat(Poison.is(failure)).as(failure.toString()).isTrue();
        }
    }

    @Test
    void faultsOfTheSurroundingsPass() {
        for (Throwable failure : List.of(new IOException(), new ConnectException(), new TimeoutException(), new IllegalStateException(),
                new RuntimeException(), new OutOfMemoryError())) {
            assertThat(Poison.is(failure)).as(failure.toString()).isFalse();
        }
    }

    private static PgException refused(String state) {
        return new PgException("refused", "ERROR", state, "");
    }
}
