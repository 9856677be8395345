package dev.groundswell.platform.database;

import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

import io.vertx.sqlclient.DatabaseException;

/// The SQLSTATE of a failure. Its first two characters are its class (PostgreSQL, appendix A).
public final class SqlState {

    private static final int DEEPEST = 10;

    private SqlState() {}

    /// The first SQLSTATE in the chain of causes, `null` when the database did not speak. Hibernate Reactive puts it into a [SQLException].
    public static @Nullable String of(Throwable failure) {
        Throwable link = failure;
        for (int depth = 0; link != null && depth < DEEPEST; depth++) {
            String state = ofLink(link);
            if (state != null) {
                return state;
            }
            link = link.getCause();
        }
        return null;
    }

    static @Nullable String ofLink(Throwable link) {
        return switch (link) {
            case DatabaseException driver -> driver.getSqlState();
            case SQLException wrapped -> wrapped.getSQLState();
            default -> null;
        };
    }
}
