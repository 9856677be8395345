package dev.groundswell.testbed.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import dev.groundswell.local.testing.TestParts;
import dev.groundswell.local.testing.TestSuite;
import dev.groundswell.testbed.suite.Behind;

/// Two order-services, of which the one that deletes expired keys is killed or frozen midway.
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobsTakenOverIT {

    private static final String MORTAL = "order-1";
    /// Does not find out by its clock that it has been away for too long: its lease, which it renews every 20 minutes, is an hour.
    private static final String PATIENT = "order-2";
    private static final Duration LEASE = Duration.ofSeconds(5);
    /// The lease, a look, and some for two busy cores.
    private static final Duration TAKEN_OVER = LEASE.plusSeconds(5);
    private static final int KEYS = 20_000;
    private static final String FENCE = "SELECT fence FROM jobs WHERE name = 'expired-keys' AND holder IS NOT NULL";

    private final TestSuite suite = TestSuite.start("--instances", "order=2");
    private final Behind behind = new Behind(suite);
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    void setTheirPace() throws IOException {
        paced(MORTAL, LEASE);
        paced(PATIENT, Duration.ofHours(1));
    }

    /// A run of twenty thousand keys takes eight seconds at least.
    private void paced(String instance, Duration lease) throws IOException {
        suite.restartWith(instance, List.of("groundswell.jobs.lease=" + lease.toSeconds() + "s", "groundswell.housekeeping.batch=100",
                "groundswell.housekeeping.pause=40ms"));
    }

    @BeforeEach
    void load() throws SQLException {
        await().until(() -> number("SELECT count(*) FROM jobs WHERE name = 'expired-keys' AND holder IS NULL AND done IS NOT NULL") == 1);
        insert("old", KEYS);
    }

    @AfterAll
    void stop() {
        http.shutdownNow();
        suite.close();
    }

    @Test
    void anotherTakesOverFromAHolderThatIsKilled() throws Exception {
        inTheMiddle(MORTAL);
        long fence = number(FENCE);

        suite.kill(MORTAL);
        long began = System.nanoTime();

        await().atMost(TAKEN_OVER).until(() -> number("SELECT max(fence) FROM job_runs WHERE job = 'expired-keys'") > fence);
        System.out.printf("measured: a killed holder was replaced after %d ms, with a lease of %d s%n", millisSince(began),
                LEASE.toSeconds());
        await().atMost(Duration.ofSeconds(60)).until(() -> number(keys("old")) == 0);
        await().until(() -> outcome(fence + 1).equals("succeeded"));
        assertThat(outcome(fence)).isEqualTo("lost");
        suite.awaitReady(MORTAL);
    }

    /// Only the fence can refuse it: it believes in its lease, and was not in a transaction that the database could have ended.
    @Test
    void nothingIsWrittenByAHolderThatWasFrozenForTooLong() throws Exception {
        inTheMiddle(PATIENT);
        long fence = number(FENCE);
        freezeBetweenTransactions(PATIENT);
        try {
            execute("UPDATE jobs SET lease_until = clock_timestamp() WHERE name = 'expired-keys'");
            await().atMost(Duration.ofSeconds(60)).until(() -> outcome(fence + 1).equals("succeeded"));
            // What the frozen one would delete, if it could.
            insert("late", 1_000);
        } finally {
            signal(PATIENT, "CONT");
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> behind.logged(PATIENT, "job expired-keys at orders_0: lost").size() == 1);
        behind.logged(PATIENT, "job expired-keys at orders_0").forEach(line -> System.out.println("seen: " + line));
        assertThat(outcome(fence)).isEqualTo("lost");
        assertThat(number(keys("late"))).isEqualTo(1_000);
        suite.awaitReady(PATIENT);
        execute("DELETE FROM idempotency_keys WHERE customer_id = 'late'");
    }

    /// Has the instance run the job, and returns when it has done some of it.
    private void inTheMiddle(String instance) throws SQLException {
        var _ = http.sendAsync(HttpRequest.newBuilder(suite.instance(instance).resolve("/jobs/expired-keys?force=true"))
                .header("Authorization", "Bearer " + suite.token("admin", true))
                .POST(HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.discarding());
        await().pollInterval(Duration.ofMillis(20)).until(() -> number(keys("old")) < KEYS - 1_000);
        assertThat(number(keys("old"))).isPositive();
        assertThat(text("SELECT holder FROM jobs WHERE name = 'expired-keys'")).endsWith("/" + suite.pid(instance));
    }

    private void freezeBetweenTransactions(String instance) throws Exception {
        signal(instance, "STOP");
        while (number("SELECT count(*) FROM (SELECT FROM jobs WHERE name = 'expired-keys' FOR UPDATE SKIP LOCKED) AS free") == 0) {
            signal(instance, "CONT");
            signal(instance, "STOP");
        }
    }

    private String outcome(long fence) throws SQLException {
        return text("SELECT coalesce((SELECT outcome FROM job_runs WHERE job = 'expired-keys' AND fence = " + fence + "), '')");
    }

    private void insert(String customer, int count) throws SQLException {
        execute("INSERT INTO idempotency_keys SELECT '" + customer + "', n::text, 1, gen_random_uuid(), '\\x00', now() - interval '2 days'"
                + " FROM generate_series(1, " + count + ") AS n");
    }

    private static String keys(String customer) {
        return "SELECT count(*) FROM idempotency_keys WHERE customer_id = '" + customer + "'";
    }

    private static long millisSince(long began) {
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }

    private void signal(String instance, String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(suite.pid(instance))).inheritIO().start();
        assertThat(kill.waitFor()).isZero();
    }

    private long number(String sql) throws SQLException {
        return Long.parseLong(text(sql));
    }

    private String text(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).as(sql).isTrue();
            return row.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws SQLException {
        TestParts.Database shard = suite.database("orders_0");
        return DriverManager.getConnection(shard.jdbcUrl(), shard.user(), shard.password());
    }
}
