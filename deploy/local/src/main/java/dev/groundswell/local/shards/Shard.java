package dev.groundswell.local.shards;

import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;

import dev.groundswell.local.process.LaunchException;

/// One shard and the one connection of this process to it, on which its locks hang. For one thread. Whatever fails is a [LaunchException] that
/// names the shard.
final class Shard implements AutoCloseable {
    private static final String CONNECT_SECONDS = "5";
    /// Lock not available, deadlock.
    private static final Set<String> PASSING = Set.of("55P03", "40P01");
    /// Writers wait behind who waits for a table, so most tries are short; only one that outlives the server's deadlock_timeout, one second, makes a
    /// vacuum give way.
    private static final List<Duration> LOCK_TIMEOUTS = List.of(Duration.ofMillis(200), Duration.ofMillis(300), Duration.ofMillis(400),
            Duration.ofMillis(1_500));
    /// With the pauses between them 29 seconds: a frozen service's transaction is ended by the server after 15.
    private static final int LOCK_TRIES = 24;

    private final ShardAddress address;
    private final Connection connection;

    private Shard(ShardAddress address, Connection connection) {
        this.address = address;
        this.connection = connection;
    }

    @FunctionalInterface
    interface Read<T> {
        T of(ResultSet row) throws SQLException;
    }

    @FunctionalInterface
    interface Work<T> {
        T run(Connection connection) throws Exception;
    }

    static Shard connect(ShardAddress address, String user, String password) {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("loginTimeout", CONNECT_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "shards");
        // A fence that a crash of the server undoes would leave two owners; and a session whose mover is dead gives its locks back soon.
        properties.setProperty("options", "-c synchronous_commit=on -c client_connection_check_interval=1s");
        try {
            return new Shard(address, DriverManager.getConnection(address.jdbcUrl(), properties));
        } catch (SQLException e) {
            throw new LaunchException(address.name() + " at " + address.url() + " cannot be reached: " + e.getMessage(), e);
        }
    }

    String name() {
        return address.name();
    }

    ShardAddress address() {
        return address;
    }

    List<Integer> owned() {
        return list("SELECT slot FROM slot_owner ORDER BY slot", row -> row.getInt(1));
    }

    List<SlotMove> moves() {
        return list("SELECT slot, direction, other, state FROM slot_moves ORDER BY slot",
                row -> new SlotMove(row.getInt(1), row.getString(2).equals("in"), row.getString(3), row.getString(4)));
    }

    List<ShardAddress> registry() {
        return list("SELECT name, url, replicas FROM shards ORDER BY name", row -> new ShardAddress(row.getString(1), row.getString(2),
                List.of((String[]) row.getArray(3).getArray())));
    }

    /// Arguments are numbers, texts, or lists of either.
    <T> List<T> list(String sql, Read<T> read, Object... arguments) {
        return call(it -> {
            try (PreparedStatement statement = prepared(sql, arguments); ResultSet rows = statement.executeQuery()) {
                List<T> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(read.of(rows));
                }
                return all;
            }
        });
    }

    void run(String sql, Object... arguments) {
        var _ = count(sql, arguments);
    }

    /// Returns how many rows were changed.
    int count(String sql, Object... arguments) {
        return call(it -> {
            try (PreparedStatement statement = prepared(sql, arguments)) {
                return statement.executeUpdate();
            }
        });
    }

    <T> T call(Work<T> work) {
        try {
            return work.run(connection);
        } catch (LaunchException e) {
            throw e;
        } catch (Exception e) {
            throw new LaunchException(name() + ": " + e.getMessage(), e);
        }
    }

    /// All of it or nothing. What is thrown inside rolls it back.
    void transaction(Runnable work) {
        var _ = call(it -> {
            it.setAutoCommit(false);
            try {
                work.run();
                it.commit();
            } catch (Exception e) {
                rollBack(e);
                throw e;
            } finally {
                it.setAutoCommit(true);
            }
            return true;
        });
    }

    /// A transaction that takes locks services may hold. It waits for each a moment only, since others wait behind it, and is then tried again.
    void lockingTransaction(String what, Runnable work) {
        for (int i = 0; i < LOCK_TRIES; i++) {
            Duration timeout = LOCK_TIMEOUTS.get(i % LOCK_TIMEOUTS.size());
            try {
                transaction(() -> {
                    run("SET LOCAL lock_timeout = " + timeout.toMillis());
                    work.run();
                });
                return;
            } catch (LaunchException e) {
                if (!(e.getCause() instanceof SQLException failure) || !PASSING.contains(String.valueOf(failure.getSQLState()))) {
                    throw e;
                }
                pause(timeout);
            }
        }
        throw new LaunchException(name() + ": no lock for " + what + " in " + LOCK_TRIES + " tries: a long transaction holds it");
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("interrupted", e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // It is of no use to anybody any more: the server ends its session.
        }
    }

    private void rollBack(Exception because) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    private PreparedStatement prepared(String sql, Object... arguments) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof List<?> list) {
                Array array = connection.createArrayOf(list.stream().allMatch(Long.class::isInstance) ? "int8" : "text", list.toArray());
                statement.setArray(i + 1, array);
            } else {
                statement.setObject(i + 1, arguments[i]);
            }
        }
        return statement;
    }
}
