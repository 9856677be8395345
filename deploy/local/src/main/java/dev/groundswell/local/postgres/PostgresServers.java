package dev.groundswell.local.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import dev.groundswell.local.console.Progress;
import dev.groundswell.local.home.Cache;
import dev.groundswell.local.home.Home;
import dev.groundswell.local.process.Child;
import dev.groundswell.local.process.ChildSpec;
import dev.groundswell.local.process.Children;
import dev.groundswell.local.process.Ports;
import dev.groundswell.local.process.Waiting;

/// Starts the primary and, when wanted, its replica. Used once per run.
public final class PostgresServers {
    /// Recovery after a crash replays the log first: minutes are possible with much data.
    private static final Duration READY_BOUND = Duration.ofMinutes(2);
    private static final Duration STOP_GRACE = Duration.ofSeconds(20);

    private final Children children;
    private final Home home;
    private final Cache cache;
    private final Ports ports;
    private final Progress progress;

    public PostgresServers(Children children, Home home, Cache cache, Ports ports, Progress progress) {
        this.children = children;
        this.home = home;
        this.cache = cache;
        this.ports = ports;
        this.progress = progress;
    }

    /// Where to connect.
    ///
    /// @param replicaPort empty without replica
    public record Address(int port, Optional<Integer> replicaPort, String user, String password) {
        public String jdbcUrl(String database) {
            return "jdbc:postgresql://localhost:" + port + "/" + database;
        }
    }

    /// Where the servers of a home are reached that run already, at the ports its suite has written down.
    public static Address running(Home home, int port, Optional<Integer> replicaPort) {
        return new Address(port, replicaPort, DataFolders.USER, DataFolders.password(home));
    }

    /// Returns when the primary answers and the replica streams. Fails with `LaunchException`, leaving it to the caller to stop
    /// [Children].
    public Address start(PostgresPlan plan) throws IOException {
        PostgresPrograms programs = PostgresPrograms.unpacked(cache);
        DataFolders folders = new DataFolders(programs, home, cache);
        folders.preparePrimary(plan);
        folders.prepareReplica(plan);
        String password = folders.password();
        int port = ports.choose("postgres", 15432);
        ServerConfig.writePrimary(folders.primary(), port, plan);
        Child primary = server(programs, "postgres", ChildSpec.PRIMARY, folders.primary());
        Optional<Integer> replicaPort = Optional.empty();
        if (plan.replica()) {
            replicaPort = Optional.of(ports.choose("replica", 15433));
            ServerConfig.writeReplica(folders.replica(), replicaPort.get(), plan,
                    plan.replicationPort() == null ? port : plan.replicationPort(), password);
            Child replica = server(programs, "replica", ChildSpec.PART, folders.replica());
            Address address = new Address(port, replicaPort, DataFolders.USER, password);
            awaitPrimary(primary, address);
            Waiting.untilReady(replica, READY_BOUND, "a replication connection in state 'streaming'",
                    () -> "1".equals(ask(address, "select count(*) from pg_stat_replication where state = 'streaming'")));
            progress.step("replica", "streams to localhost:" + replicaPort.get());
            return address;
        }
        Address address = new Address(port, replicaPort, DataFolders.USER, password);
        awaitPrimary(primary, address);
        return address;
    }

    private void awaitPrimary(Child primary, Address address) {
        Waiting.untilReady(primary, READY_BOUND, "'select 1'", () -> "1".equals(ask(address, "select 1")));
        progress.step("postgres", "ready on localhost:" + address.port());
    }

    private Child server(PostgresPrograms programs, String name, int rank, Path data) {
        return children
                .start(new ChildSpec(name, rank, programs.command("postgres", "-D", data.toString()), Map.of("LC_ALL", "C"), home.log(name),
                        "INT", STOP_GRACE));
    }

    private static String ask(Address address, String question) throws SQLException {
        String url = address.jdbcUrl("postgres") + "?connectTimeout=2&socketTimeout=5";
        try (Connection connection = DriverManager.getConnection(url, address.user(), address.password());
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            return answer.next() ? answer.getString(1) : "";
        }
    }
}
