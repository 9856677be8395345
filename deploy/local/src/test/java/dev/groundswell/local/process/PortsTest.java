package dev.groundswell.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.groundswell.local.console.Progress;

class PortsTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Progress progress = new Progress(new PrintStream(said, true, StandardCharsets.UTF_8));

    @Test
    void replacesATakenPortAndSaysSo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int chosen = Ports.usual(Map.of(), progress).choose("redis", taken.getLocalPort());

            assertThat(chosen).isNotEqualTo(taken.getLocalPort());
            assertThat(said.toString(StandardCharsets.UTF_8)).contains("redis")
                    .contains("port " + taken.getLocalPort() + " is taken: using " + chosen);
        }
    }

    @Test
    void handsOutANumberOnceAlthoughNobodyListensYet() {
        Ports ports = Ports.random(progress);
        int first = ports.choose("a", 0);

        assertThat(Ports.usual(Map.of("b", first), progress).choose("b", 1)).isEqualTo(first);
        assertThat(ports.choose("b", 0)).isNotEqualTo(first);
    }

    @Test
    void prefersTheWishedPort() {
        int free = Ports.random(progress).choose("any", 0);

        assertThat(Ports.usual(Map.of("kafka", free), progress).choose("kafka", 19092)).isEqualTo(free);
        assertThat(said.size()).isZero();
    }
}
