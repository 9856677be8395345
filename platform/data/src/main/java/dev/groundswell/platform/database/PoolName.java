package dev.groundswell.platform.database;

/// What a pool leads to, as metrics and logs say it.
///
/// @param database as tokens name it, the same for a primary and its replicas
/// @param role `primary` or `replica`
/// @param node the one server: `orders_0` the primary, `orders_0-replica-1` its first replica
public record PoolName(String database, String role, String node) {

    public static PoolName primary(String database) {
        return new PoolName(database, "primary", database);
    }

    /// @param number counts from 1
    public static PoolName replica(String database, int number) {
        return new PoolName(database, "replica", database + "-replica-" + number);
    }
}
