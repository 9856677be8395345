package dev.groundswell.testbed.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/// order-service over shards that hold as many past orders as one wants, and requests for it.
///
/// Orders are read and listed by an admin, so that at every size the same one token is verified; each read is of any order and each list of any customer,
/// all alike. New orders come from 20,000 customers in turn, which is as many as order-service remembers the tokens of; they lie far apart in every index.
final class GrowingShop implements AutoCloseable {
    private static final List<String> SHARDS = List.of("orders_0", "orders_1");
    private static final int CUSTOMERS = 20_000;
    private static final int SAMPLES = 20;
    private static final long SEED = 20_260_101;
    private static final String COUNTS = """
            SELECT (SELECT count(*) FROM orders), (SELECT count(*) FROM order_lines), (SELECT count(*) FROM idempotency_keys)
            """;
    private static final String NEW = "SELECT count(*) FROM orders WHERE status = 'queued'";
    private static final List<String> FORGET_NEW = List.of(
            "DELETE FROM idempotency_keys AS k USING orders AS o WHERE o.status = 'queued' AND k.customer_id = o.customer_id AND k.order_id = o.id",
            "DELETE FROM order_lines AS l USING orders AS o WHERE o.status = 'queued' AND l.order_id = o.id",
            "DELETE FROM orders WHERE status = 'queued'", "TRUNCATE outbox",
            "VACUUM (ANALYZE, INDEX_CLEANUP ON) orders, order_lines, idempotency_keys");

    private final Ending ending = new Ending();
    private final OrderSuite suite;
    private final OrderLoad load;
    private final String admin;
    private final int connections;
    private final LeanClient placing;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private @Nullable PastOrders past;

    GrowingShop(Path folder, int connections) {
        try {
            this.suite = ending.with(OrderSuite.open(folder), OrderSuite::close);
            this.load = new OrderLoad(SHARDS.stream().map(suite::database).toList());
            this.admin = suite.adminToken();
            this.connections = connections;
            List<String> tokens = suite.tokens(IntStream.range(0, CUSTOMERS).mapToObj(PastOrders::customer).toList());
            this.placing = new LeanClient(suite.service(), connections, 202, new OrderRequests(suite.service(), tokens, 1));
        } catch (RuntimeException e) {
            ending.close();
            throw e;
        }
    }

    /// Returns when exactly so many orders are there and are served. Fails with [BenchException] when they are not.
    void fill(int size) throws SQLException, IOException, InterruptedException {
        // Older than the clocks of order-service's ids will ever be.
        PastOrders orders = new PastOrders(size, Instant.now().minus(1, ChronoUnit.HOURS));
        past = orders;
        load.fill(orders);
        for (int column = 1; column <= 3; column++) {
            long rows = sum(COUNTS, column);
            if (rows != size) {
                throw new BenchException(size + " orders were loaded, and a table holds " + rows + " rows");
            }
        }
        requireServed(orders);
    }

    /// Bytes of all shards on the primary, indexes included.
    long bytes() throws SQLException {
        return sum("SELECT pg_database_size(current_database())", 1);
    }

    LeanClient.Result read(Duration time) throws InterruptedException {
        PastOrders orders = past();
        return asking(() -> "/api/orders/" + orders.id(random.nextInt(orders.size()))).ask(time);
    }

    LeanClient.Result list(Duration time) throws InterruptedException {
        PastOrders orders = past();
        return asking(() -> "/api/orders?customer=" + PastOrders.customer(random.nextInt(orders.customers()))).ask(time);
    }

    /// Fails with [BenchException] when other orders were stored than were answered. Before the next turn they are to be forgotten.
    LeanClient.Result accept(Duration time) throws SQLException, InterruptedException {
        LeanClient.Result result = placing.ask(time);
        long stored = sum(NEW, 1);
        if (result.failed() == 0 && stored != result.times().getTotalCount()) {
            throw new BenchException(result.times().getTotalCount() + " orders were answered with 202, and " + stored + " are stored");
        }
        return result;
    }

    /// Deletes what was accepted, so that the next turn finds as many orders as the one before.
    void forget() throws SQLException, InterruptedException {
        for (String shard : SHARDS) {
            try (Connection connection = suite.connect(shard); Statement statement = connection.createStatement()) {
                for (String forget : FORGET_NEW) {
                    statement.execute(forget);
                }
            }
        }
        load.settle();
    }

    /// What the primary has done so far.
    ///
    /// @param pages it did not find in its own cache, to within a second
    /// @param logged bytes of the write-ahead log
    record Effort(double pages, double logged) {
        /// `12.3 pages read, 1.9 kB logged each`
        String since(Effort before, long requests) {
            return String.format(Locale.ROOT, "%.1f pages read, %.1f kB logged each", (pages - before.pages) / Math.max(1, requests),
                    (logged - before.logged) / Math.max(1, requests) / 1e3);
        }
    }

    Effort effort() throws SQLException {
        return new Effort(sum("SELECT blks_read FROM pg_stat_database WHERE datname = current_database()", 1),
                // One log for all databases of the server.
                (double) sum("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')", 1) / SHARDS.size());
    }

    @Override
    public void close() {
        ending.close();
    }

    private PastOrders past() {
        if (past == null) {
            throw new IllegalStateException("nothing was loaded yet");
        }
        return past;
    }

    private LeanClient asking(Supplier<String> path) {
        return new LeanClient(suite.service(), connections, 200,
                () -> ("GET " + path.get() + " HTTP/1.1\r\nHost: " + suite.service().getAuthority() + "\r\nAuthorization: Bearer " + admin
                        + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /// What is loaded into the wrong shard, or under the wrong slot, would be answered as if it did not exist, which is fast.
    private void requireServed(PastOrders orders) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (int sample = 0; sample < SAMPLES; sample++) {
                int order = random.nextInt(orders.size());
                String customer = PastOrders.customer(orders.customerOf(order));
                JsonNode one = get(http, "/api/orders/" + orders.id(order));
                JsonNode all = get(http, "/api/orders?customer=" + customer).path("items");
                boolean listed = all.findValuesAsText("id").contains(orders.id(order).toString());
                if (!one.path("customerId").asText().equals(customer) || all.size() != PastOrders.EACH || !listed) {
                    throw new BenchException("order " + orders.id(order) + " of " + customer + " is served as " + one + " and among "
                            + all.size() + " orders of its customer");
                }
            }
        }
    }

    private JsonNode get(HttpClient http, String path) throws IOException, InterruptedException {
        URI target = suite.service().resolve(path);
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(target).header("Authorization", "Bearer " + admin)
                .timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new BenchException("GET " + path + " is answered with " + answer.statusCode() + ": " + answer.body());
        }
        return new ObjectMapper().readTree(answer.body());
    }

    /// Over all shards.
    private long sum(String query, int column) throws SQLException {
        long sum = 0;
        for (String shard : SHARDS) {
            try (Connection connection = suite.connect(shard);
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                rows.next();
                sum += rows.getLong(column);
            }
        }
        return sum;
    }
}
