package dev.groundswell.testbed.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// The gateway, nginx and Varnish in front of one catalog-service, each asked for one product that it keeps. One product and not several: that many
/// customers look at the same is what a cache is for, and where its locks are felt.
final class EdgeHitContest implements Contest {
    private static final int PRODUCTS = 10;
    private static final String PATH = "/api/products/DEMO-0001";
    /// Different customers, all known to the gateway: its memory for verified tokens has room for just as many.
    private static final int TOKENS = 10_000;

    private final Ending ending = new Ending();
    private final Storefront storefront;
    private final Wrk wrk;
    private final Hits hits;
    private final List<Contestant> contestants;

    EdgeHitContest(Peers peers, Path folder, int connections) throws IOException, InterruptedException {
        try {
            this.storefront = ending.with(Storefront.open(folder, PRODUCTS), Storefront::close);
            List<String> tokens = storefront.tokens(TOKENS);
            this.wrk = new Wrk(peers.wrk(), storefront.folder(), tokens, connections);
            this.hits = new Hits(PATH, tokens, storefront::productRequests);
            URI service = storefront.service().url();
            this.contestants = List.of(
                    new Keeper(storefront.gateway()),
                    new Keeper(ending.with(Nginx.keeping(peers.nginx(), true, service), Nginx::close).door()),
                    new Keeper(ending.with(Nginx.keeping(peers.nginx(), false, service), Nginx::close).door()),
                    new Keeper(ending.with(Varnish.start(peers.varnishd(), service), Varnish::close).door()));
        } catch (IOException | InterruptedException | RuntimeException e) {
            ending.close();
            throw e;
        }
    }

    /// The programs.
    record Peers(Path nginx, Path varnishd, Path wrk) {}

    @Override
    public List<Contestant> contestants() {
        return contestants;
    }

    @Override
    public void close() {
        ending.close();
    }

    /// Answers for each second of CPU time. Fails with [BenchException] where none is told.
    static double perCpuSecond(long answers, double cpuSeconds) {
        if (cpuSeconds <= 0) {
            throw new BenchException("no CPU time is told here: that takes Linux, and turns of some seconds");
        }
        return answers / cpuSeconds;
    }

    private final class Keeper implements Contestant {
        private final Door door;

        Keeper(Door door) {
            this.door = door;
        }

        @Override
        public String name() {
            return door.name();
        }

        @Override
        public Figure work(Duration time) throws IOException, InterruptedException {
            hits.check(door);
            long reached = storefront.productRequests();
            double generator = CpuClock.ofEndedChildren();
            double keeper = door.cpu();
            double service = storefront.serviceCpu();
            Wrk.Result result = wrk.run(door.url().resolve(PATH), time);
            keeper = door.cpu() - keeper;
            service = storefront.serviceCpu() - service;
            generator = CpuClock.ofEndedChildren() - generator;
            reached = storefront.productRequests() - reached;
            hits.check(door, result.good(), reached);
            double unit = Math.max(1, result.good()) / 1e6;
            return new Figure(perCpuSecond(result.good(), keeper + service), result.failed(), String.format(Locale.ROOT,
                    "%s; CPU µs per answer: wrk %.1f, %s %.1f, catalog-service and postgres %.1f; %d reached the service",
                    result.words(), generator / unit, door.name(), keeper / unit, service / unit, reached));
        }
    }
}
