package dev.groundswell.testbed.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import dev.groundswell.local.testing.TestParts.Database;

/// A suite in which order-service takes part alone; the other services are held still: what is placed stays queued, and nobody's settling takes part.
/// order-service still publishes each order's event and deletes its outbox row.
final class OrderSuite implements AutoCloseable {
    /// Longer than the longest measurement.
    private static final Duration TOKENS_LAST = Duration.ofDays(7);
    private static final String ORDER = "order-1";

    private final Suite suite;

    private OrderSuite(Suite suite) {
        this.suite = suite;
    }

    static OrderSuite open(Path folder) {
        Suite suite = Suite.start(folder, "--no-demo");
        try {
            suite.hold(List.of("gateway-1", "catalog-1", "pricing-1"));
            return new OrderSuite(suite);
        } catch (RuntimeException e) {
            suite.close();
            throw e;
        }
    }

    /// order-service itself.
    URI service() {
        return suite.running().instance(ORDER);
    }

    Database database(String name) {
        return suite.running().database(name);
    }

    /// What `./dev` does with these words for this suite. Fails with [IllegalStateException] when it does not end well.
    void command(String... words) {
        var _ = suite.running().command(words);
    }

    /// Of so many customers, `bench-0` the first.
    List<String> tokens(int number) {
        return tokens(IntStream.range(0, number).mapToObj(customer -> "bench-" + customer).toList());
    }

    /// One for each of the customers.
    List<String> tokens(List<String> customers) {
        return customers.parallelStream().map(customer -> suite.running().token(customer, false, TOKENS_LAST)).toList();
    }

    String adminToken() {
        return suite.running().token("bench", true, TOKENS_LAST);
    }

    /// Orders by what the client asks, for so long.
    Contest.Figure place(LeanClient client, Duration time) throws IOException, InterruptedException {
        double own = CpuClock.ofThis();
        double service = cpu(ORDER);
        double kafka = cpu("kafka");
        double postgres = postgresCpu();
        GroupSizes groups = GroupSizes.told(suite.running().management(ORDER));
        LeanClient.Result result = client.ask(time);
        double unit = Math.max(1, result.times().getTotalCount()) / 1e6;
        return new Contest.Figure(result.perSecond(), result.failed(), String.format(Locale.ROOT,
                "%s; %.0f orders a commit; CPU µs per 202: load generator %.0f, order-service %.0f, postgres %.0f, kafka %.0f",
                result.latencies(), GroupSizes.told(suite.running().management(ORDER)).since(groups), (CpuClock.ofThis() - own) / unit,
                (cpu(ORDER) - service) / unit, (postgresCpu() - postgres) / unit, (cpu("kafka") - kafka) / unit));
    }

    /// CPU seconds that the primary and its replica have used so far.
    double postgresCpu() {
        return cpu("postgres") + cpu("replica");
    }

    /// Empty tables and nothing left to write for the server: the next one pays for its own rows only.
    void empty(List<String> shards) throws SQLException {
        for (String shard : shards) {
            try (Connection connection = connect(shard); Statement statement = connection.createStatement()) {
                statement.execute("TRUNCATE orders, order_lines, idempotency_keys, outbox");
                statement.execute("CHECKPOINT");
            }
        }
    }

    Connection connect(String shard) throws SQLException {
        Database database = database(shard);
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    @Override
    public void close() {
        suite.close();
    }

    private double cpu(String process) {
        return CpuClock.ofTree(suite.running().process(process));
    }
}
