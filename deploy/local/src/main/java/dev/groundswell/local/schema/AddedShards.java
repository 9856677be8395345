package dev.groundswell.local.schema;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

import dev.groundswell.local.console.Progress;
import dev.groundswell.local.process.LaunchException;

/// Brings the shards of the registry up to date when a suite starts: those that `./dev shards add` has made. Used once per start.
public final class AddedShards {
    private static final List<String> FIRST = List.of(Database.ORDERS_0.databaseName(), Database.ORDERS_1.databaseName());

    private final Migrations migrations;
    private final Function<String, String> jdbcUrl;
    private final String user;
    private final String password;
    private final Progress progress;

    /// @param jdbcUrl gives the address of a database of this suite's primary by its name
    public AddedShards(Migrations migrations, Function<String, String> jdbcUrl, String user, String password, Progress progress) {
        this.migrations = migrations;
        this.jdbcUrl = jdbcUrl;
        this.user = user;
        this.password = password;
        this.progress = progress;
    }

    /// Returns when all of them have the newest schema, and the registry the ports at which this suite's primary and replica are reached
    /// today. A shard on another server that is away is told and left as it is: its slots are away, the others' are not.
    public void bringUp(Function<String, String> serviceUrl, Function<String, Optional<String>> replicaUrl) {
        try {
            Map<String, String> registered = registered();
            Map<String, String> reached = new TreeMap<>();
            FIRST.forEach(name -> reached.put(name, jdbcUrl.apply(name)));
            List<String> here = registered.isEmpty() ? List.of() : here();
            registered.forEach((name, url) -> {
                String jdbc = here.contains(name) ? jdbcUrl.apply(name) : "jdbc:" + url;
                if (migrated(name, jdbc, here.contains(name))) {
                    reached.put(name, jdbc);
                }
            });
            for (String name : registered.keySet()) {
                if (here.contains(name)) {
                    readdress(reached, name, serviceUrl.apply(name), replicaUrl.apply(name));
                }
            }
        } catch (SQLException e) {
            throw new LaunchException("added shards: " + e.getMessage(), e);
        }
    }

    private Map<String, String> registered() throws SQLException {
        Map<String, String> urls = new TreeMap<>();
        for (String name : FIRST) {
            try (Connection connection = connect(jdbcUrl.apply(name));
                    PreparedStatement statement = connection.prepareStatement("SELECT name, url FROM shards");
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    urls.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return urls;
    }

    /// The databases of this suite's own primary.
    private List<String> here() throws SQLException {
        try (Connection connection = connect(jdbcUrl.apply(FIRST.getFirst()));
                PreparedStatement statement = connection.prepareStatement("SELECT array_agg(datname::text) FROM pg_database");
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? List.of((String[]) rows.getArray(1).getArray()) : List.of();
        }
    }

    private boolean migrated(String name, String jdbc, boolean here) {
        try {
            migrations.applyToAddedShard(name, jdbc);
            return true;
        } catch (LaunchException e) {
            if (here) {
                throw e;
            }
            progress.step("schema", name + " is left as it is: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            return false;
        }
    }

    private void readdress(Map<String, String> reached, String name, String url, Optional<String> replica) throws SQLException {
        for (String jdbc : reached.values()) {
            try (Connection connection = connect(jdbc);
                    PreparedStatement statement = connection.prepareStatement("""
                            UPDATE shards SET url = ?, replicas = ? WHERE name = ? AND (url, replicas) IS DISTINCT FROM (?, ?)
                            """)) {
                var replicas = connection.createArrayOf("text", replica.stream().toArray());
                statement.setString(1, url);
                statement.setArray(2, replicas);
                statement.setString(3, name);
                statement.setString(4, url);
                statement.setArray(5, replicas);
                statement.executeUpdate();
            }
        }
    }

    private Connection connect(String jdbc) throws SQLException {
        return DriverManager.getConnection(jdbc + "?connectTimeout=5", user, password);
    }
}
