package dev.groundswell.testbed.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.groundswell.local.command.UsageException;
import dev.groundswell.testbed.bench.GrowthCurve.Operation;

class GrowthCurveTest {
    private final GrowthCurve curve = new GrowthCurve();

    @Test
    void sizesAreComparedWithTheSmallestBeforeAndAfter() {
        curve.add(point(1_000, 100, 200, 300));
        curve.add(point(10_000, 110, 180, 300));
        curve.add(point(100_000, 88, 190, 310));
        curve.add(point(1_000, 120, 200, 300));

        assertThat(curve.ratio(curve.points().get(1), Operation.ACCEPT)).isCloseTo(1.0, within(1e-9));
        assertThat(curve.ratios(curve.points().get(1))).isEqualTo("accept 1.00, read 0.90, list 1.00");
        assertThat(curve.worst().words()).isEqualTo("0.80, accept at 100,000 orders");
    }

    @Test
    void aPointTellsItsRatesAndTimes() {
        assertThat(point(1_000_000, 100, 200, 300).words()).isEqualTo("1,000,000 orders, 1.50 GB: "
                + "accept 100/s (spread 0 %, p50 2.00 ms, p95 2.00 ms), read 200/s (spread 0 %, p50 2.00 ms, p95 2.00 ms), "
                + "list 300/s (spread 0 %, p50 2.00 ms, p95 2.00 ms)");
    }

    @Test
    void theSmallestNumberComesFirst() {
        GrowthOptions options = GrowthOptions.parse(List.of("--orders", "1000000,1000", "--rounds=2", "--seconds=3", "--no-keep"));

        assertThat(options).isEqualTo(new GrowthOptions(List.of(1_000, 1_000_000), 2, Duration.ofSeconds(3), false));
        assertThat(GrowthOptions.parse(List.of()).sizes()).containsExactly(1_000, 10_000, 100_000, 1_000_000, 10_000_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --orders=1000          | two numbers
            --orders=1000,x        | was x
            --orders=10,1000       | was 10
            --orders=1000,2010     | was 2010
            --orders=1000,60000000 | was 60000000
            --rounds=0             | --rounds
            accept                 | accept
            """)
    void aWrongWordIsNamed(String word, String named) {
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> GrowthOptions.parse(List.of(word))).withMessageContaining(named);
    }

    private static GrowthCurve.Point point(int orders, long accepts, long reads, long lists) {
        GrowthCurve.Point point = new GrowthCurve.Point(orders, 1_500_000_000);
        point.pace(Operation.ACCEPT).add(inASecond(accepts));
        point.pace(Operation.READ).add(inASecond(reads));
        point.pace(Operation.LIST).add(inASecond(lists));
        return point;
    }

    private static LeanClient.Result inASecond(long answers) {
        Histogram times = new Histogram(3);
        times.recordValueWithCount(2_000_000, answers);
        return new LeanClient.Result(times, 0, 1);
    }
}
