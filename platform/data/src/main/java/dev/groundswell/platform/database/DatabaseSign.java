package dev.groundswell.platform.database;

import java.util.List;
import java.util.Set;

import jakarta.inject.Singleton;

import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;

import dev.groundswell.platform.outage.OutageSign;

/// A database that answers, but only to say that it cannot serve now.
@Singleton
class DatabaseSign implements OutageSign {

    /// Connection exceptions, insufficient resources (too many connections, disk full), operator intervention (shutting down, starting up).
    private static final Set<String> CLASSES = Set.of("08", "53", "57");
    /// A statement cancelled for its timeout or by somebody is the statement's own story.
    private static final String QUERY_CANCELED = "57014";

    /// What Vert.x says of a connection or its pool without giving it a type: no free one in time, closed before or after the statement was sent.
    private static final List<String> LOST_CONNECTION = List.of("Timeout", "Pool closed", "Connection is not active now",
            "Pending requests failed to be sent");

    /// What a connect meets whose pool begins anew at that moment, thrown by Vert.x' network client.
    private static final String POOL_CLOSED_MEANWHILE = "Client is closed";

    /// The server ends the connection, or does not begin it (PostgreSQL, "Error and Notice Message Fields").
    private static final String FATAL = "FATAL";

    @Override
    public boolean isIn(Throwable failure) {
        if (failure instanceof ClosedConnectionException || failure instanceof PgException server && FATAL.equals(server.getSeverity())) {
            return true;
        }
        if (failure.getClass() == NoStackTraceThrowable.class) {
            String message = String.valueOf(failure.getMessage());
            return LOST_CONNECTION.stream().anyMatch(message::startsWith);
        }
        if (failure.getClass() == IllegalStateException.class && POOL_CLOSED_MEANWHILE.equals(failure.getMessage())) {
            return true;
        }
        String state = SqlState.ofLink(failure);
        return state != null && state.length() == 5 && CLASSES.contains(state.substring(0, 2)) && !state.equals(QUERY_CANCELED);
    }
}
