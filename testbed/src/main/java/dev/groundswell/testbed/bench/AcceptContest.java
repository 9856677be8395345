package dev.groundswell.testbed.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

import dev.groundswell.local.testing.TestParts.Database;

/// order-service and pgbench on one PostgreSQL server. order-service also publishes each order's event and deletes its outbox row, which pgbench
/// leaves out.
final class AcceptContest implements Contest {
    private static final List<String> SHARDS = List.of("orders_0", "orders_1");
    private static final int CUSTOMERS = 200;
    private static final int LINES = 3;

    private final Ending ending = new Ending();
    private final OrderSuite suite;
    private final LeanClient client;
    private final Peer pipelined;
    /// How most services talk to their database: beside the peer at its best, to explain the difference.
    private final Peer oneByOne;

    AcceptContest(Path program, Path folder, int connections) throws IOException, InterruptedException {
        try {
            this.suite = ending.with(OrderSuite.open(folder), OrderSuite::close);
            this.client = new LeanClient(suite.service(), connections, 202,
                    new OrderRequests(suite.service(), suite.tokens(CUSTOMERS), LINES));
            Database shard = suite.database("orders_0");
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

    @Override
    public void reset() throws SQLException {
        suite.empty(SHARDS);
    }

    @Override
    public void close() {
        ending.close();
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
        public Figure work(Duration time) throws IOException, InterruptedException {
            return suite.place(client, time);
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
            double postgres = suite.postgresCpu();
            Pgbench.Result result = pgbench.run(time);
            double unit = Math.max(1, result.perSecond() * time.toSeconds()) / 1e6;
            return new Figure(result.perSecond(), result.failed(), String.format(Locale.ROOT,
                    "mean %.2f ms; CPU µs per transaction: pgbench %.0f, postgres %.0f", result.meanMillis(),
                    (CpuClock.ofEndedChildren() - own) / unit, (suite.postgresCpu() - postgres) / unit));
        }
    }
}
