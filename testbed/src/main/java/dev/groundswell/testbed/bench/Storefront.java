package dev.groundswell.testbed.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/// A suite with the demo catalogue in which the gateway and catalog-service take part; the other services are held still.
final class Storefront implements AutoCloseable {
    /// Longer than the longest comparison.
    private static final Duration TOKENS_LAST = Duration.ofDays(7);

    private final Suite suite;

    private Storefront(Suite suite) {
        this.suite = suite;
    }

    /// @param products in the demo catalogue, `DEMO-0001` the first
    static Storefront open(Path folder, int products) {
        Suite suite = Suite.start(folder, "--demo", Integer.toString(products));
        try {
            suite.hold(List.of("order-1", "pricing-1"));
            return new Storefront(suite);
        } catch (RuntimeException e) {
            suite.close();
            throw e;
        }
    }

    Door gateway() {
        return new Door("gateway", suite.running().gateway(), suite.running().process("gateway-1"));
    }

    /// catalog-service itself.
    Door service() {
        return new Door("catalog-service itself", suite.running().instance("catalog-1"), null);
    }

    /// CPU seconds that catalog-service and PostgreSQL have used so far.
    double serviceCpu() {
        return CpuClock.ofTree(suite.running().process("catalog-1")) + CpuClock.ofTree(suite.running().process("postgres"));
    }

    /// How many requests for products have reached catalog-service so far.
    long productRequests() throws IOException, InterruptedException {
        return new RequestCount(suite.running().management("catalog-1"), "products").now();
    }

    /// So many valid tokens, each of another customer.
    List<String> tokens(int number) {
        return IntStream.range(0, number).parallel().mapToObj(i -> suite.running().token("bench-" + i, false, TOKENS_LAST)).toList();
    }

    /// A folder that goes with the suite.
    Path folder() {
        return suite.running().logs().resolveSibling("bench");
    }

    @Override
    public void close() {
        suite.close();
    }
}
