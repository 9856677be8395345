package dev.groundswell.platform.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class MemoryTest {

    private static final int BYTES = 100_000;

    private final Bench.Time time = new Bench.Time();
    private final Floors floors = new Floors();
    private final AtomicReference<Double> chance = new AtomicReference<>(0.0);
    private final Memory<String> memory = new Memory<>(BYTES, new Texts(), floors, new Freshness(time, new Limits()), new Hearing(),
            chance::get);

    @Test
    void isBoundedByWeight() {
        for (int i = 0; i < 1_000; i++) {
            memory.keep("key " + i, known(Entry.of("x".repeat(1_000), 1)));
        }
        assertThat(memory.weight()).isBetween(BYTES / 2L, (long) BYTES);
        assertThat(memory.evictions()).isGreaterThan(900);
    }

    @Test
    void isAskedAgainAtDifferentTimes() {
        Random random = new Random(1);
        List<Long> delays = IntStream.range(0, 100).mapToLong(i -> {
            chance.set(random.nextDouble());
            memory.keep("key " + i, known(Entry.of("one", 1)));
            return Objects.requireNonNull(memory.find("key " + i)).refreshAt() - time.millis();
        }).boxed().toList();

        assertThat(delays).allSatisfy(delay -> assertThat(delay).isBetween(3_750L, 4_250L));
        assertThat(new HashSet<>(delays)).hasSizeGreaterThan(50);
    }

    @Test
    void whatNobodyHasConfirmedForLongIsReplacedByALowerVersion() {
        memory.keep("a", known(Entry.of("high", 9)));
        time.pass(Duration.ofSeconds(59));
        memory.keep("a", known(Entry.of("low", 1)));
        assertThat(entry()).isEqualTo(Entry.of("high", 9));
        time.pass(Duration.ofSeconds(1));
        memory.keep("a", known(Entry.of("low", 1)));
        assertThat(entry()).isEqualTo(Entry.of("low", 1));
    }

    @Test
    void aCopyOfTheSameVersionDoesNotTakeAwayALaterConfirmation() {
        Known<String> earlier = known(Entry.of("one", 1));
        time.pass(Duration.ofSeconds(1));
        memory.keep("a", known(Entry.of("one", 1)));
        memory.keep("a", new Known<>(earlier.entry(), floors.next(), earlier.asOf(), true));

        assertThat(Objects.requireNonNull(memory.find("a")).known().asOf()).isEqualTo(time.millis());
    }

    @Test
    void whatIsKnownToBeOutdatedIsNotKept() {
        Known<String> late = known(Entry.of("old", 1));
        long _ = floors.raise("a", 2, time.millis());
        memory.keep("a", late);

        assertThat(memory.find("a")).isNull();
    }

    @Test
    void aClockThatIsSetBackLengthensNothing() {
        memory.keep("a", known(Entry.of("one", 1)));
        time.pass(Duration.ofHours(-1));

        assertThat(memory.isShown("a", Objects.requireNonNull(memory.find("a")), Freshness.ANY)).isFalse();
        memory.keep("a", known(Entry.of("one", 1)));
        assertThat(memory.isShown("a", Objects.requireNonNull(memory.find("a")), Freshness.ANY)).isTrue();
    }

    private Known<String> known(Entry<String> entry) {
        return new Known<>(entry, floors.next(), time.millis(), true);
    }

    private Entry<String> entry() {
        return Objects.requireNonNull(memory.find("a")).known().entry();
    }
}
