package dev.groundswell.testbed.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.groundswell.local.home.Project;
import dev.groundswell.local.testing.TestSuite;

/// Redis hangs under load: nobody waits much longer, nobody gets an error, and limits hold.
@Tag("long")
class FrozenRedisIT {

    private static final int CUSTOMERS = 2_000;
    private static final int CONNECTIONS = 4;
    private static final Duration TURN = Duration.ofSeconds(8);
    private static final double MOST_MORE_MILLIS = 10;
    private static final int BROWSE_QUOTA = 1_000;

    @Test
    void requestsHardlyWaitForARedisThatHangs() throws Exception {
        Path folder = Project.find().root().resolve("testbed/target/frozen-redis");
        try (TestSuite suite = TestSuite.startDurable(folder, "--demo", "10", "--limits", "on")) {
            List<String> tokens = IntStream.range(0, CUSTOMERS).parallel().mapToObj(number -> suite.token("frozen-" + number, false))
                    .toList();
            LeanClient everybody = new LeanClient(suite.gateway(), CONNECTIONS, 200, requests(suite.gateway(), tokens));
            LeanClient.Result _ = everybody.ask(TURN);
            LeanClient.Result healthy = everybody.ask(TURN);
            signal("STOP", suite);
            LeanClient.Result frozen;
            LeanClient.Result one;
            try {
                frozen = everybody.ask(TURN);
                one = new LeanClient(suite.gateway(), CONNECTIONS, 200, requests(suite.gateway(), List.of(suite.token("greedy", false))))
                        .ask(TURN);
            } finally {
                signal("CONT", suite);
            }
            System.out.printf(Locale.ROOT,
                    "healthy: %.0f/s, %s; frozen: %.0f/s, %s; of one customer %d passed and %d were refused in %.1f s%n",
                    healthy.perSecond(), healthy.latencies(), frozen.perSecond(), frozen.latencies(), one.times().getTotalCount(),
                    one.failed(), one.seconds());

            assertThat(healthy.failed()).isZero();
            assertThat(frozen.failed()).isZero();
            assertThat(p99(frozen)).isLessThanOrEqualTo(p99(healthy) + MOST_MORE_MILLIS);
            assertThat(one.times().getTotalCount()).isBetween((long) BROWSE_QUOTA, (long) (BROWSE_QUOTA * (1 + one.seconds() / 60)));
            assertThat(one.failed()).isPositive();
        }
    }

    private static double p99(LeanClient.Result result) {
        return result.times().getValueAtPercentile(99) / 1e6;
    }

    private static void signal(String signal, TestSuite suite) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(suite.pid("redis"))).inheritIO().start().waitFor()).isZero();
    }

    /// One product's stock, in the name of all of them in turn.
    private static Supplier<byte[]> requests(URI url, List<String> tokens) {
        List<byte[]> all = tokens.stream()
                .map(token -> ("GET /api/stock/DEMO-0001 HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\nAuthorization: Bearer " + token
                        + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1))
                .toList();
        int[] next = {0};
        return () -> all.get(next[0]++ % all.size());
    }
}
