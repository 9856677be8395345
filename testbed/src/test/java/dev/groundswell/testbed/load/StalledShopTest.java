package dev.groundswell.testbed.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a customer waits while the shop stalls must show. A generator that waits for an answer before it asks again would measure one long answer a
/// connection; people keep coming.
class StalledShopTest {
    private static final int RATE = 100;
    private static final int SECONDS = 4;
    private static final long STALL_FROM = Duration.ofMillis(1500).toNanos();
    private static final long STALL_TO = Duration.ofMillis(2500).toNanos();

    @TempDir
    Path folder;

    @Test
    void everyArrivalOfTheStallIsCountedWithItsWait() throws InterruptedException {
        try (StubShop shop = StubShop.stalling(STALL_FROM, STALL_TO)) {
            LoadPlan plan = new LoadPlan(shop.url(), Mix.BROWSE, 10, OptionalDouble.of(RATE), Duration.ofSeconds(SECONDS), 1, folder);
            LoadRun run = new LoadRun(plan, new Target(shop.url()).goods(1), new Customers(List.of("one"), id -> "token"));

            GatlingRun.of(run);

            Totals all = Totals.sum(run.measurements().totals().values());
            assertThat(all.requests()).isEqualTo(RATE * SECONDS);
            assertThat(all.bad()).isZero();
            // A second of 100 arrivals out of 400 waits between nothing and a second: 500 ms on average, 125 ms over all.
            assertThat(waitedLongerThan(all, 100)).isCloseTo(90, within(15L));
            assertThat(waitedLongerThan(all, 500)).isCloseTo(50, within(12L));
            assertThat(all.meanMillis()).isCloseTo(125, within(40.0));
            assertThat(all.millis(99)).isCloseTo(960, within(100.0));
            assertThat(all.millis(50)).isLessThan(100);
        }
    }

    private static long waitedLongerThan(Totals totals, int millis) {
        return totals.times().getCountBetweenValues(millis * 1_000_000L, Long.MAX_VALUE / 4);
    }
}
