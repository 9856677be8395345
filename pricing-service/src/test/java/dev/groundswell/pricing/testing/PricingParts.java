package dev.groundswell.pricing.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import dev.groundswell.local.testing.Relay;
import dev.groundswell.local.testing.TestParts;

/// Gives the service under test a real PostgreSQL with its schema, a real Kafka with its topics and a real Redis, for all tests of a JVM.
///
/// Quarkus loads this class twice, once to start it and once for the tests: what they share travels in system properties.
public final class PricingParts implements QuarkusTestResourceLifecycleManager {

    private static final String ADMIN = "pricing.test.admin";
    private static final String CUSTOMER = "pricing.test.customer";
    private static final String KAFKA = "pricing.test.kafka";
    private static final String FOLDER = "pricing.test.folder";

    private static @Nullable Relay relay;

    private final TestParts parts = TestParts.shared("--databases", "pricing", "--no-replica", "--partitions", "3");

    @Override
    public Map<String, String> start() {
        System.setProperty(ADMIN, parts.token("admin-of-the-test", true));
        System.setProperty(CUSTOMER, parts.token("customer-of-the-test", false));
        System.setProperty(KAFKA, parts.kafka());
        System.setProperty(FOLDER, parts.dir().toString());
        TestParts.Database database = parts.database("pricing");
        Map<String, String> settings = new HashMap<>();
        Relay between = Relay.to(database.address());
        relay = between;
        settings.put("quarkus.datasource.reactive.url", "postgresql://localhost:" + between.port() + "/pricing");
        settings.put("quarkus.datasource.username", database.user());
        settings.put("quarkus.datasource.password", database.password());
        settings.put("kafka.bootstrap.servers", parts.kafka());
        settings.put("quarkus.redis.hosts", parts.redis());
        settings.put("groundswell.topics.partitions", "3");
        // Tests begin jobs themselves.
        settings.put("groundswell.jobs.enabled", "false");
        settings.put("groundswell.rates.look", "10000h");
        // Tests hold loads up until all readers have come, however long a busy machine takes for it.
        settings.put("groundswell.batching.patience", "60s");
        settings.put("groundswell.cache.hard-timeout", "60s");
        // What they expect of Redis does not depend on how busy the machine is.
        settings.put("groundswell.cache.redis-budget", "10s");
        settings.put("mp.jwt.verify.publickey.location", "file:" + parts.publicKey());
        settings.put("quarkus.http.test-port", "0");
        settings.put("quarkus.management.test-port", "0");
        return settings;
    }

    @Override
    public void stop() {
        if (relay != null) {
            relay.close();
        }
    }

    /// What stands between this service and its database.
    public static Relay wayToTheDatabase() {
        return Objects.requireNonNull(relay, "the parts are started before the first test");
    }

    /// A token of an admin.
    public static String admin() {
        return System.getProperty(ADMIN);
    }

    /// A token of a customer.
    public static String customer() {
        return System.getProperty(CUSTOMER);
    }

    /// Kafka's bootstrap servers.
    public static String kafka() {
        return System.getProperty(KAFKA);
    }

    /// The broker's process, to stop it for a while and let it go on.
    public static String kafkaPid() throws IOException {
        return Files.readAllLines(Path.of(System.getProperty(FOLDER), "processes")).stream().filter(line -> line.endsWith(" kafka"))
                .map(line -> line.split(" ", 2)[0]).findFirst().orElseThrow();
    }
}
