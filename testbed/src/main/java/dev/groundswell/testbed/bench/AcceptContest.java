package dev.groundswell.testbed.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

import dev.groundswell.local.testing.TestParts.Database;

/// order-service and pgbench on one PostgreSQL server. The other services are held still: what is placed stays queued, and nobody's settling takes
/// part. order-service still publishes each order's event and deletes its outbox row, which pgbench leaves out.
final class AcceptContest implements Contest {
    private static final List<String> SHARDS = List.of("orders_0", "orders_1");

    private final Ending ending = new Ending();
    private final Suite suite;
    private final LeanClient client;
    private final Peer pipelined;
    /// How most services talk to their database: beside the peer at its best, to explain the difference.
    private final Peer oneByOne;

    AcceptContest(Path program, Path folder, int connections) throws IOException, InterruptedException {
        try {
            this.suite = ending.with(Suite.start(folder, "--no-demo"), Suite::close);
            suite.hold(List.of("gateway-1", "catalog-1", "pricing-1"));
            URI service = suite.running().instance("order-1");
            this.client = new LeanClient(service, connections, 202,
                    new OrderRequests(service, subject -> suite.running().token(subject, false)));
            Database shard = suite.running().database("orders_0");
            this.pipelined = new Peer(new Pgbench(program, script(folder, line -> true), shard, connections), "pipelined");
            this.oneByOne = new Peer(new Pgbench(program, script(folder, AcceptContest::isStatement), shard, connections),
                    "one statement after the other");
        } catch (IOException | InterruptedException | RuntimeException e) {
            ending.close();
            throw e;
        }
    }

    @Override
    public List<Contestant> contestants() {
        return List.of(new OrderService(), pipelined, oneByOne);
    }

    /// Empty tables and nothing left to write for the server: the next one pays for its own rows only.
    @Override
    public void reset() throws SQLException {
        for (String shard : SHARDS) {
            Database database = suite.running().database(shard);
            try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                    Statement statement = connection.createStatement()) {
                statement.execute("TRUNCATE orders, order_lines, idempotency_keys, outbox");
                statement.execute("CHECKPOINT");
            }
        }
    }

    @Override
    public void close() {
        ending.close();
    }

    private double postgresCpu() {
        return CpuClock.ofTree(suite.running().process("postgres")) + CpuClock.ofTree(suite.running().process("replica"));
    }

    private static boolean isStatement(String line) {
        return !line.equals("\\startpipeline") && !line.equals("\\endpipeline");
    }

    private static Path script(Path folder, Predicate<String> lines) throws IOException {
        Path script = Files.createTempFile(Files.createDirectories(folder), "accept", ".sql");
        Files.write(script, Packed.text("accept.sql").lines().filter(lines).toList());
        script.toFile().deleteOnExit();
        return script;
    }

    private final class OrderService implements Contestant {
        @Override
        public String name() {
            return "order-service";
        }

        @Override
        public Figure work(Duration time) throws InterruptedException {
            double own = CpuClock.ofThis();
            double service = CpuClock.ofTree(suite.running().process("order-1"));
            double kafka = CpuClock.ofTree(suite.running().process("kafka"));
            double postgres = postgresCpu();
            LeanClient.Result result = client.ask(time);
            double unit = Math.max(1, result.times().getTotalCount()) / 1e6;
            return new Figure(result.perSecond(), result.failed(), String.format(Locale.ROOT,
                    "%s; CPU µs per 202: load generator %.0f, order-service %.0f, postgres %.0f, kafka %.0f", result.latencies(),
                    (CpuClock.ofThis() - own) / unit, (CpuClock.ofTree(suite.running().process("order-1")) - service) / unit,
                    (postgresCpu() - postgres) / unit, (CpuClock.ofTree(suite.running().process("kafka")) - kafka) / unit));
        }
    }

    private final class Peer implements Contestant {
        private final Pgbench pgbench;
        private final String name;

        Peer(Pgbench pgbench, String way) throws IOException, InterruptedException {
            this.pgbench = pgbench;
            this.name = pgbench.version() + " -M prepared, " + way;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Figure work(Duration time) throws IOException, InterruptedException {
            double own = CpuClock.ofEndedChildren();
            double postgres = postgresCpu();
            Pgbench.Result result = pgbench.run(time);
            double unit = Math.max(1, result.perSecond() * time.toSeconds()) / 1e6;
            return new Figure(result.perSecond(), result.failed(), String.format(Locale.ROOT,
                    "mean %.2f ms; CPU µs per transaction: pgbench %.0f, postgres %.0f", result.meanMillis(),
                    (CpuClock.ofEndedChildren() - own) / unit, (postgresCpu() - postgres) / unit));
        }
    }
}
