package dev.groundswell.pricing.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import dev.groundswell.local.testing.TestParts;

/// Gives the service under test a real PostgreSQL with its schema, a real Kafka with its topics and a real Redis, for all tests of a JVM.
///
/// Quarkus loads this class twice, once to start it and once for the tests: what they share travels in system properties.
public final class PricingParts implements QuarkusTestResourceLifecycleManager {

    private static final String ADMIN = "pricing.test.admin";
    private static final String CUSTOMER = "pricing.test.customer";
    private static final String KAFKA = "pricing.test.kafka";
    private static final String FOLDER = "pricing.test.folder";

    private final TestParts parts = TestParts.start("--databases", "pricing", "--no-replica", "--partitions", "3");

    @Override
    public Map<String, String> start() {
        System.setProperty(ADMIN, parts.token("admin-of-the-test", true));
        System.setProperty(CUSTOMER, parts.token("customer-of-the-test", false));
        System.setProperty(KAFKA, parts.kafka());
        System.setProperty(FOLDER, parts.dir().toString());
        TestParts.Database database = parts.database("pricing");
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.datasource.reactive.url", database.url());
        settings.put("quarkus.datasource.username", database.user());
        settings.put("quarkus.datasource.password", database.password());
        settings.put("kafka.bootstrap.servers", parts.kafka());
        settings.put("quarkus.redis.hosts", parts.redis());
        settings.put("groundswell.topics.partitions", "3");
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
        parts.close();
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
