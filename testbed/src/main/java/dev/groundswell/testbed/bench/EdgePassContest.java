package dev.groundswell.testbed.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/// The gateway, nginx, and catalog-service itself, asked alike. What is not asked is held still.
final class EdgePassContest implements Contest {
    private static final int PRODUCTS = 300;

    private final Suite suite;
    private final Nginx nginx;
    private final List<Contestant> contestants;

    EdgePassContest(Path program, Path folder, int connections) throws IOException, InterruptedException {
        this.suite = Suite.start(folder, "--demo", Integer.toString(PRODUCTS));
        try {
            URI service = suite.running().instance("catalog-1");
            this.nginx = Nginx.start(program, suite.running().logs().resolveSibling("nginx"), service);
            suite.hold(List.of("order-1", "pricing-1"));
            this.contestants = List.of(
                    new Door("gateway", suite.running().gateway(), suite.running().process("gateway-1"), connections),
                    new Door(nginx.version(), nginx.url(), nginx.process(), connections),
                    new Door("catalog-service itself", service, null, connections));
        } catch (IOException | InterruptedException | RuntimeException e) {
            suite.close();
            throw e;
        }
    }

    @Override
    public List<Contestant> contestants() {
        return contestants;
    }

    /// Reads leave nothing behind.
    @Override
    public void reset() {}

    @Override
    public void close() {
        nginx.close();
        suite.close();
    }

    private double serviceCpu() {
        return CpuClock.ofTree(suite.running().process("catalog-1")) + CpuClock.ofTree(suite.running().process("postgres"));
    }

    /// Something that answers for the service.
    private final class Door implements Contestant {
        private final String name;
        private final @Nullable ProcessHandle process;
        private final LeanClient client;

        Door(String name, URI url, @Nullable ProcessHandle process, int connections) {
            this.name = name;
            this.process = process;
            this.client = new LeanClient(url, connections, 200, new StockRequests(url));
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Figure work(Duration time) throws InterruptedException {
            double own = CpuClock.ofThis();
            double door = cpu();
            double service = serviceCpu();
            LeanClient.Result result = client.ask(time);
            double unit = Math.max(1, result.times().getTotalCount()) / 1e6;
            String ofDoor = process == null ? "" : String.format(Locale.ROOT, "%s %.0f, ", name, (cpu() - door) / unit);
            return new Figure(result.perSecond(), result.failed(),
                    String.format(Locale.ROOT, "%s; CPU µs per answer: load generator %.0f, %scatalog-service and postgres %.0f",
                            result.latencies(), (CpuClock.ofThis() - own) / unit, ofDoor, (serviceCpu() - service) / unit));
        }

        private double cpu() {
            return process == null ? 0 : CpuClock.ofTree(process);
        }
    }

    /// The stock of all products in turn, as bytes.
    private static final class StockRequests implements Supplier<byte[]> {
        private final List<byte[]> requests;
        private int count;

        StockRequests(URI url) {
            this.requests = IntStream.rangeClosed(1, PRODUCTS)
                    .mapToObj(product -> String.format(Locale.ROOT,
                            "GET /api/stock/DEMO-%04d HTTP/1.1\r\nHost: %s\r\nAccept: application/json\r\n\r\n", product,
                            url.getAuthority())
                            .getBytes(StandardCharsets.ISO_8859_1))
                    .toList();
        }

        @Override
        public byte[] get() {
            return requests.get(count++ % PRODUCTS);
        }
    }
}
