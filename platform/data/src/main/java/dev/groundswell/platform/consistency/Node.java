package dev.groundswell.platform.consistency;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

/// A server that holds a database: the primary or a replica.
///
/// @param name the database's for the primary, and for a replica with its number: `orders_0`, `orders_0-replica-1`
public record Node(String name, Pool pool, boolean primary) {

    private static final String WRITTEN = "SELECT (pg_current_wal_lsn() - '0/0')::bigint";
    private static final String REPLAYED = "SELECT (pg_last_wal_replay_lsn() - '0/0')::bigint";

    /// How far it is: all that was seen on it before lies below. Fails on a replica that has been promoted, and the other way round.
    Uni<Long> position(SqlConnection connection) {
        return connection.preparedQuery(primary ? WRITTEN : REPLAYED).execute().map(rows -> rows.iterator().next().getLong(0));
    }

    Uni<Long> position() {
        return pool.withConnection(this::position);
    }
}
