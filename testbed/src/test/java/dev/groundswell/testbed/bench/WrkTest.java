package dev.groundswell.testbed.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrkTest {
    private static final String TOLD = """
            Running 6s test @ http://127.0.0.1:9802/api/products/DEMO-0001
              2 threads and 64 connections
              Thread Stats   Avg      Stdev     Max   +/- Stdev
                Latency     1.45ms    3.10ms  61.44ms   96.13%
                Req/Sec    30.19k     4.87k   41.82k    71.60%
              360008 requests in 6.00s, 169.24MB read
              Socket errors: connect 1, read 2, write 3, timeout 4
              Non-2xx or 3xx responses: 8
            Requests/sec:  60001.33
            Transfer/sec:     28.20MB
            result: requests=360008 micros=6000000 status=8 connect=1 read=2 write=3 timeout=4 p50=982 p99=20363
            """;

    @TempDir
    Path folder;

    @Test
    void itsResultIsRead() {
        Wrk.Result result = Wrk.Result.parse(TOLD);

        assertThat(result).isEqualTo(new Wrk.Result(360_000, 18, 6, 0.982, 20.363));
        assertThat(result.words()).isEqualTo("60000/s, p50 0.98 ms, p99 20.36 ms");
    }

    @Test
    void anythingElseIsTold() {
        assertThatExceptionOfType(BenchException.class)
                .isThrownBy(() -> Wrk.Result.parse("unable to connect to 127.0.0.1:9807 Connection refused"))
                .withMessageContaining("Connection refused");
    }

    @Test
    void itsScriptAndTheTokensAreWritten() throws IOException {
        var _ = new Wrk(Path.of("wrk"), folder.resolve("bench"), List.of("one", "two"), 64);

        assertThat(folder.resolve("bench/tokens")).hasContent("one\ntwo");
        assertThat(folder.resolve("bench/tokens.lua")).content().contains("result: requests=%d ");
    }
}
