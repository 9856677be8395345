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
import java.util.stream.Stream;

/// The gateway, nginx, and catalog-service itself, asked alike. What is not asked is held still.
final class EdgePassContest implements Contest {
    private static final int PRODUCTS = 300;

    private final Ending ending = new Ending();
    private final Storefront storefront;
    private final List<Contestant> contestants;

    EdgePassContest(Path program, Path folder, int connections) throws IOException, InterruptedException {
        try {
            this.storefront = ending.with(Storefront.open(folder, PRODUCTS), Storefront::close);
            Nginx nginx = ending.with(Nginx.passing(program, storefront.service().url()), Nginx::close);
            this.contestants = Stream.of(storefront.gateway(), nginx.door(), storefront.service())
                    .<Contestant>map(door -> new Passer(door, connections)).toList();
        } catch (IOException | InterruptedException | RuntimeException e) {
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

    private final class Passer implements Contestant {
        private final Door door;
        private final LeanClient client;

        Passer(Door door, int connections) {
            this.door = door;
            this.client = new LeanClient(door.url(), connections, 200, new StockRequests(door.url()));
        }

        @Override
        public String name() {
            return door.name();
        }

        @Override
        public Figure work(Duration time) throws InterruptedException {
            double own = CpuClock.ofThis();
            double passer = door.cpu();
            double service = storefront.serviceCpu();
            LeanClient.Result result = client.ask(time);
            double unit = Math.max(1, result.times().getTotalCount()) / 1e6;
            String ofDoor = door.process() == null
                    ? ""
                    : String.format(Locale.ROOT, "%s %.0f, ", door.name(), (door.cpu() - passer) / unit);
            return new Figure(result.perSecond(), result.failed(),
                    String.format(Locale.ROOT, "%s; CPU µs per answer: load generator %.0f, %scatalog-service and postgres %.0f",
                            result.latencies(), (CpuClock.ofThis() - own) / unit, ofDoor, (storefront.serviceCpu() - service) / unit));
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
