package dev.groundswell.testbed.staleness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimesTest {

    private final Times times = new Times();

    @Test
    void tellsWhatIsAskedForOfAllKinds() {
        for (int i = 0; i < 98; i++) {
            times.add("a", 0);
        }
        times.add("b", 30_000_000);
        times.add("b", 70_000_000);

        assertThat(times.words()).startsWith("p50 0.0 ms, p99 30.").contains("maximum 70.").endsWith("(100 looks)");
        assertThat(times.byKind().lines()).hasSize(2).anyMatch(line -> line.contains("b ") && line.contains("(2 looks)"));
    }

    @Test
    void countsEachLookInOneClassOnly() {
        times.add("a", 0);
        times.add("a", 900_000);
        times.add("a", 7_000_000);
        times.add("a", 11_000_000_000L);

        assertThat(times.histogram()).isEqualTo("none: 1  ≤ 1 ms: 1  ≤ 10 ms: 1  longer: 1");
    }
}
