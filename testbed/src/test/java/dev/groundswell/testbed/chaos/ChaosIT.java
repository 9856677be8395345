package dev.groundswell.testbed.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.groundswell.local.console.Progress;

/// A short run of what `./dev chaos` does for as long as one likes: the faults that shake out most, each once.
class ChaosIT {

    private static final List<String> SERVICES = List.of("gateway-1", "order-1", "order-2", "catalog-1", "pricing-1");
    private static final long SEED = 42;
    /// Twice what `./dev chaos` allows: the JVMs are cold.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void keepsEveryPromiseWhateverDies() throws Exception {
        List<Fault> faults = Fault.parse("--fault", "order-1:kill,kafka:kill,postgres:kill,orders_0:silence,catalog-1:kill", SERVICES);
        ChaosPlan plan = new ChaosPlan(SEED, Duration.ofSeconds(35), 10, SERVICES, faults, Duration.ofSeconds(2), PATIENCE,
                Optional.empty());

        ChaosResult result = new ChaosRun(folder, new Progress(System.out)).run(plan);

        System.out.println(result.line());
        assertThat(result.contradictions()).as(result.contradictionWords()).isEmpty();
        assertThat(result.accepted()).isGreaterThan(100);
        assertThat(result.episodes()).isGreaterThanOrEqualTo(3);
    }
}
