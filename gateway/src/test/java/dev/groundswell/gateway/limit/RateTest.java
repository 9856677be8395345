package dev.groundswell.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The promise, in virtual time: in any t at most q + q·t/w pass, and whoever keeps to that is never refused.
class RateTest {

    private static final long START = 1_764_000_000_000_000L;

    static Stream<Rate> rates() {
        return Stream.of(new Rate(1, 1_000_000), new Rate(1, 7), new Rate(2, 3), new Rate(3, 1_000_000), new Rate(7, 999_983),
                new Rate(13, 13), new Rate(97, 60_000_000), new Rate(100, 60_000_000), new Rate(997, 10_007), new Rate(1_000, 60_000_000),
                new Rate(5, 2));
    }

    /// What passes is decided by the promise alone, looked up among all that passed before.
    @ParameterizedTest
    @MethodSource("rates")
    void passesWhatKeepsThePromiseAndNothingElse(Rate rate) {
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            List<Long> passed = new ArrayList<>();
            Tat tat = Tat.NEVER;
            long now = START;
            for (int arrival = 0; arrival < 400; arrival++) {
                now += pause(rate, random);
                int asked = random.nextInt(8) == 0 ? 1 + random.nextInt((int) Math.min(2 * rate.quota(), 40)) : 1;
                int allowed = 0;
                while (allowed < asked && keepsThePromise(rate, passed, now)) {
                    passed.add(now);
                    allowed++;
                }

                Rate.Taken taken = rate.take(tat, now, asked);

                assertThat(taken.passed()).as("seed %d, arrival %d at %d", seed, arrival, now - START).isEqualTo(allowed);
                tat = taken.tat();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rates")
    void theWholeQuotaMayComeAtOnce(Rate rate) {
        Rate.Taken taken = rate.take(Tat.NEVER, START, (int) rate.quota() + 5);

        assertThat(taken.passed()).isEqualTo((int) rate.quota());
        assertThat(rate.available(taken.tat(), START)).isZero();
        assertThat(rate.available(taken.tat(), START + rate.window())).isEqualTo(rate.quota());
        assertThat(rate.untilAll(taken.tat(), START)).isEqualTo(rate.window());
    }

    @ParameterizedTest
    @MethodSource("rates")
    void whoWaitsAsToldPassesAndNoMicrosecondEarlier(Rate rate) {
        Random random = new Random(7);
        Tat tat = rate.take(Tat.NEVER, START, (int) rate.quota()).tat();
        long now = START;
        for (int refusal = 0; refusal < 200; refusal++) {
            long wait = rate.untilOne(tat, now);
            if (wait > 0) {
                assertThat(rate.take(tat, now + wait - 1, 1).passed()).isZero();
            }
            now += wait;
            Rate.Taken taken = rate.take(tat, now, 1);
            assertThat(taken.passed()).isEqualTo(1);
            tat = taken.tat();
            now += random.nextInt(2) == 0 ? 0 : random.nextLong(Math.max(1, rate.window() / rate.quota() / 2));
        }
    }

    /// A window of 60 s is no whole number of microseconds for each of 97: a rounded interval would refuse, or let through, one in some days.
    @Test
    void nothingIsLostToRounding() {
        Rate rate = new Rate(97, 60_000_000);
        Tat tat = rate.take(Tat.NEVER, START, 97).tat();

        for (int minute = 1; minute <= 60 * 24; minute++) {
            Rate.Taken taken = rate.take(tat, START + minute * 60_000_000L, 98);
            assertThat(taken.passed()).isEqualTo(97);
            tat = taken.tat();
        }
    }

    @Test
    void takingTogetherIsTakingOneByOne() {
        Rate rate = new Rate(7, 999_983);
        for (int count = 1; count < 10; count++) {
            Tat one = new Tat(START + 1_234, 3);
            int passed = 0;
            for (int i = 0; i < count; i++) {
                Rate.Taken taken = rate.take(one, START, 1);
                passed += taken.passed();
                one = taken.tat();
            }
            assertThat(rate.take(new Tat(START + 1_234, 3), START, count)).isEqualTo(new Rate.Taken(one, passed));
        }
    }

    @Test
    void aClockThatIsSetBackKeepsNobodyOutForLongerThanAWindow() {
        Rate rate = new Rate(10, 1_000_000);
        Tat ahead = new Tat(START + 3_600_000_000L, 0);

        assertThat(rate.take(ahead, START, 1).passed()).isZero();
        assertThat(rate.untilOne(ahead, START)).isEqualTo(100_000);
        assertThat(rate.untilAll(ahead, START)).isEqualTo(1_000_000);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "1, 0", "4503599627370497, 1", "4503599628, 1000000", "9223372036854775807, 9223372036854775807"})
    void whatCannotBeCountedExactlyIsNoRate(long quota, long window) {
        assertThatThrownBy(() -> new Rate(quota, window)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thoseThatComeTogetherAreToldInTheirOrder() {
        Rate rate = new Rate(4, 4_000_000);
        Rate.Taken taken = rate.take(Tat.NEVER, START, 6);

        List<Decision> told = LongStream.range(0, 6).mapToObj(place -> Decision.of(rate, taken.tat(), START, taken.passed(), (int) place))
                .toList();

        assertThat(told).extracting(Decision::passed).containsExactly(true, true, true, true, false, false);
        assertThat(told).extracting(Decision::remaining).containsExactly(3L, 2L, 1L, 0L, 0L, 0L);
        assertThat(told).extracting(Decision::untilOne).containsExactly(0L, 0L, 0L, 1_000_000L, 1_000_000L, 1_000_000L);
    }

    /// With one more at `now`, the last n of them lie in a closed interval of t: n ≤ q + q·t/w, for every n.
    private static boolean keepsThePromise(Rate rate, List<Long> passed, long now) {
        for (int first = passed.size() - 1, count = 2; first >= 0; first--, count++) {
            long t = now - passed.get(first);
            if (count * rate.window() > rate.quota() * rate.window() + rate.quota() * t) {
                return false;
            }
        }
        return rate.quota() >= 1;
    }

    /// None, within a burst, about the rate's own, or long.
    private static long pause(Rate rate, Random random) {
        long interval = Math.max(1, rate.window() / rate.quota());
        return switch (random.nextInt(6)) {
            case 0, 1 -> 0;
            case 2 -> random.nextLong(interval + 1);
            case 3 -> interval + random.nextLong(3) - 1;
            case 4 -> random.nextLong(3 * interval + 2);
            default -> random.nextInt(20) == 0 ? random.nextLong(2 * rate.window()) : 1;
        };
    }
}
