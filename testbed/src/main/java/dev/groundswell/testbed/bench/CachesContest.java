package dev.groundswell.testbed.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// The same products out of each tier of catalog-service's cache. One instance has room for all of them in memory; the other has room for none and believes
/// its copies in Redis for an hour; past both, the first is asked with the header by which the gateway asks past caches. Every turn ends with a look at
/// where the products were found, and counts only if that was the tier it is named by.
final class CachesContest implements Contest {

    private static final int PRODUCTS = 1_000;
    private static final double NEARLY_ALL = 0.95;
    private static final String PLAIN = "catalog-1";
    private static final String WITHOUT_MEMORY = "catalog-2";

    private final Ending ending = new Ending();
    private final Suite suite;
    private final List<Contestant> contestants;

    CachesContest(Path folder, int connections) throws IOException {
        try {
            this.suite = ending.with(Suite.start(folder, "--demo", Integer.toString(PRODUCTS), "--instances", "catalog=2"), Suite::close);
            suite.running().restartWith(WITHOUT_MEMORY, List.of("groundswell.cache.memory=0", "groundswell.cache.believed=1h"));
            suite.hold(List.of("gateway-1", "order-1", "pricing-1"));
            this.contestants = List.of(
                    new Tier("memory", PLAIN, "", CacheLookups::memory, connections),
                    new Tier("past all caches", PLAIN, "X-Groundswell-Past-Caches: ?1\r\n", CacheLookups::origin, connections),
                    new Tier("Redis", WITHOUT_MEMORY, "", CacheLookups::redis, connections));
        } catch (IOException | RuntimeException e) {
            ending.close();
            throw e;
        }
    }

    @Override
    public List<Contestant> contestants() {
        return contestants;
    }

    @Override
    public void close() {
        ending.close();
    }

    private final class Tier implements Contestant {

        private final String name;
        private final String instance;
        private final ToDoubleFunction<CacheLookups> share;
        private final LeanClient client;
        private boolean filled;

        /// @param header more of it, with the end of its line
        Tier(String name, String instance, String header, ToDoubleFunction<CacheLookups> share, int connections) {
            this.name = name;
            this.instance = instance;
            this.share = share;
            URI url = suite.running().instance(instance);
            this.client = new LeanClient(url, connections, 200, new ProductRequests(url, header));
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Figure work(Duration time) throws IOException, InterruptedException {
            if (!filled) {
                LeanClient.Result _ = client.ask(Duration.ofSeconds(2));
                filled = true;
            }
            CacheLookups before = lookups();
            double own = CpuClock.ofThis();
            double service = cpu(instance);
            double redis = cpu("redis");
            double postgres = cpu("postgres");
            LeanClient.Result result = client.ask(time);
            double unit = Math.max(1, result.times().getTotalCount()) / 1e6;
            CacheLookups found = lookups().since(before);
            if (share.applyAsDouble(found) < NEARLY_ALL * result.times().getTotalCount()) {
                throw new BenchException("of " + result.times().getTotalCount() + " products asked of " + name + ": " + found.words());
            }
            return new Figure(result.perSecond(), result.failed(), String.format(Locale.ROOT,
                    "%s; %s; CPU µs per answer: load generator %.0f, catalog-service %.0f, redis %.0f, postgres %.0f", result.latencies(),
                    found.words(), (CpuClock.ofThis() - own) / unit, (cpu(instance) - service) / unit, (cpu("redis") - redis) / unit,
                    (cpu("postgres") - postgres) / unit));
        }

        private CacheLookups lookups() throws IOException, InterruptedException {
            return CacheLookups.told(suite.running().management(instance));
        }
    }

    private double cpu(String process) {
        return CpuClock.ofTree(suite.running().process(process));
    }

    /// All products in turn, as bytes.
    private static final class ProductRequests implements Supplier<byte[]> {

        private final List<byte[]> requests;
        private int count;

        ProductRequests(URI url, String header) {
            this.requests = IntStream.rangeClosed(1, PRODUCTS)
                    .mapToObj(product -> String.format(Locale.ROOT, "GET /api/products/DEMO-%04d HTTP/1.1\r\nHost: %s\r\n%s\r\n", product,
                            url.getAuthority(), header).getBytes(StandardCharsets.ISO_8859_1))
                    .toList();
        }

        @Override
        public byte[] get() {
            return requests.get(count++ % PRODUCTS);
        }
    }
}
