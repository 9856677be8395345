package dev.groundswell.testbed.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import dev.groundswell.local.testing.TestSuite;

/// Two gateways of one suite, of which one limits, asked alike by so many customers that nobody is refused. A turn in which somebody is, or in which a
/// limiting gateway asks Redis for nothing, does not count.
final class LimitsContest implements Contest {

    private static final String LIMITED = "gateway-2";
    private static final String UNLIMITED = "gateway-1";
    /// Each may ask 1,000 times a minute.
    private static final int CUSTOMERS = 10_000;
    private static final Duration TOKENS_LAST = Duration.ofDays(7);

    private final Ending ending = new Ending();
    private final Suite suite;
    private final Wrk wrk;
    private final RedisCalls redis;
    private final String path;
    private final List<Contestant> contestants;

    /// @param path of what is asked for
    LimitsContest(Path program, Path folder, String path, int connections) throws IOException {
        try {
            this.path = path;
            this.suite = ending.with(Suite.start(folder, "--demo", "10", "--instances", "gateway=2"), Suite::close);
            TestSuite running = suite.running();
            running.restartWith(LIMITED, List.of("groundswell.limits.mode=on"));
            suite.hold(List.of("order-1", "pricing-1"));
            List<String> tokens = IntStream.range(0, CUSTOMERS).parallel()
                    .mapToObj(customer -> running.token("bench-" + customer, false, TOKENS_LAST)).toList();
            this.wrk = new Wrk(program, running.logs().resolveSibling("bench"), tokens, connections);
            this.redis = new RedisCalls(URI.create(running.redis()));
            this.contestants = List.of(new Gateway("with limits", LIMITED), new Gateway("without", UNLIMITED));
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

    private final class Gateway implements Contestant {

        private final String name;
        private final String instance;

        Gateway(String name, String instance) {
            this.name = name;
            this.instance = instance;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Figure work(Duration time) throws IOException, InterruptedException {
            double gateway = cpu(instance);
            double store = cpu("redis");
            long scripts = redis.scripts();
            double local = localDecisions();
            Wrk.Result result = wrk.run(suite.running().instance(instance).resolve(path), time);
            scripts = redis.scripts() - scripts;
            local = localDecisions() - local;
            if (instance.equals(LIMITED) && scripts == 0) {
                throw new BenchException("the gateway with limits asked Redis for nothing");
            }
            double unit = Math.max(1, result.good()) / 1e6;
            return new Figure(result.good() / result.seconds(), result.failed(), String.format(Locale.ROOT,
                    "%s; CPU µs per answer: gateway %.1f, redis %.1f; %.4f calls to Redis per answer, %.0f decided without it",
                    result.words(), (cpu(instance) - gateway) / unit, (cpu("redis") - store) / unit,
                    scripts / (double) Math.max(1, result.good()), local));
        }

        private double localDecisions() throws IOException, InterruptedException {
            return Pattern.compile("(?m)^ratelimit_local_decisions_total\\{[^}]*} (\\S+)")
                    .matcher(RequestCount.metrics(suite.running().management(instance))).results()
                    .mapToDouble(count -> Double.parseDouble(count.group(1))).sum();
        }
    }

    private double cpu(String process) {
        return CpuClock.ofTree(suite.running().process(process));
    }
}
