package dev.groundswell.platform.cache;

import static dev.groundswell.platform.cache.Bench.soon;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import dev.groundswell.platform.metrics.CacheMetrics;

class FillsTest {

    private final Bench.Time time = new Bench.Time();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ManualOrigin origin = new ManualOrigin();
    private final Floors floors = new Floors();
    private final CacheParts parts = new CacheParts(Bench.VERTX, time, () -> 0.5, new Shelf(), new Hearing(), new Limits(),
            new Patient(100, 100, Bench.LONG), registry,
            new CacheMetrics(registry));
    private final CacheMeters meters = new CacheMeters("test", registry);
    private final Freshness freshness = new Freshness(time, parts.config());
    private final Memory<String> memory = new Memory<>(1 << 20, new Texts(), floors, freshness, new Hearing(), parts.random());
    private final Shared<String> shared = new Shared<>(new Frames<>(new CacheSpec("test", 1), new Texts()), floors, freshness, parts,
            meters);
    private final Fills<String> fills = new Fills<>(Bench.VERTX, parts.config(), memory, floors, shared,
            new Loads<>("test", origin, memory, floors, freshness, shared, parts, meters));

    @Test
    void whoMissedWhatAnotherHasFilledMeanwhileTakesIt() throws Exception {
        memory.keep("a", new Known<>(Entry.of("one", 1), floors.next(), time.millis(), true));

        assertThat(soon(fills.look(List.of("a"), Freshness.ANY).getFirst().landed()).entry().value()).isEqualTo("one");
        assertThat(origin.loads).hasValue(0);
    }
}
