package dev.groundswell.gateway.overload;

import static dev.groundswell.gateway.overload.Simulation.LEAST;
import static dev.groundswell.gateway.overload.Simulation.MOST;
import static dev.groundswell.gateway.overload.Simulation.TOLERANCE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

import dev.groundswell.gateway.route.Priority;
import dev.groundswell.gateway.route.Route;

/// How the limit finds its way in front of a simulated service.
class SimulationTest {

    private static final Duration SERVICE = Duration.ofMillis(5);
    private static final int WORKERS = 8;
    /// What eight workers do in a second at 5 ms each.
    private static final double CAPACITY = 1_600;
    /// Where requests that are usual at the least limit have become so much slower that the limit falls again.
    private static final double HIGHEST = TOLERANCE * LEAST;

    private final Simulation shop = new Simulation(WORKERS);
    private final Route browsing = Simulation.route(Priority.BROWSE);
    private final Route ordering = Simulation.route(Priority.ACCEPT);

    @Test
    void twiceTheLoadIsHandledAtCapacityAndWithoutALongQueueInTheService() {
        run(shop.arrive(browsing, 2 * CAPACITY, SERVICE), Duration.ofSeconds(30));

        assertThat(shop.goodput(Priority.BROWSE, Duration.ofSeconds(20))).isGreaterThan(0.97 * CAPACITY);
        assertThat(shop.admission.limit()).isBetween(LEAST, (int) (2 * HIGHEST));
    }

    @Test
    void whoIsServedInALongOverloadHasNotWaitedLong() {
        run(shop.arrive(browsing, 1.5 * CAPACITY, SERVICE), Duration.ofSeconds(30));

        List<Long> millis = shop.done.stream().skip(shop.done.size() / 2).filter(Simulation.Done::served)
                .map(request -> (request.ended() - request.arrived()) / 1_000_000).sorted().toList();
        assertThat(millis.get(millis.size() * 95 / 100)).isLessThan(150);
        assertThat(shop.goodput(Priority.BROWSE, Duration.ofSeconds(20))).isGreaterThan(0.97 * CAPACITY);
    }

    @Test
    void aMildOverloadThatLastsDoesNotMakeTheLimitCreep() {
        BooleanSupplier end = shop.arrive(browsing, 1.05 * CAPACITY, SERVICE);
        int[] limits = IntStream.range(0, 900).map(second -> {
            shop.pass(Duration.ofSeconds(1));
            return shop.admission.limit();
        }).toArray();
        var _ = end.getAsBoolean();

        assertThat(Arrays.stream(limits).skip(60)).allMatch(limit -> limit < 2.5 * HIGHEST);
        assertThat(Arrays.stream(limits).skip(600).average().orElseThrow()).as("the last five minutes")
                .isCloseTo(Arrays.stream(limits).skip(60).limit(300).average().orElseThrow(), Percentage.withPercentage(10))
                .isLessThan(1.5 * HIGHEST);
        assertThat(shop.goodput(Priority.BROWSE, Duration.ofMinutes(5))).isGreaterThan(0.97 * CAPACITY);
    }

    @Test
    void aStallIsForgottenAtOnce() {
        BooleanSupplier end = shop.arrive(browsing, 0.7 * CAPACITY, SERVICE);
        shop.pass(Duration.ofSeconds(20));
        double before = shop.goodput(Priority.BROWSE, Duration.ofSeconds(10));
        shop.stall(Duration.ofSeconds(5));
        shop.pass(Duration.ofSeconds(7));

        run(end, Duration.ofSeconds(10));

        assertThat(shop.goodput(Priority.BROWSE, Duration.ofSeconds(10))).isGreaterThan(0.97 * before);
    }

    @Test
    void aServiceThatHasReallyBecomeSlowerIsUnderstood() {
        BooleanSupplier end = shop.arrive(browsing, 0.9 * CAPACITY, SERVICE);
        shop.pass(Duration.ofSeconds(20));
        shop.becomes(10 * WORKERS, 10);
        shop.pass(Duration.ofSeconds(60));

        run(end, Duration.ofSeconds(20));

        assertThat(shop.goodput(Priority.BROWSE, Duration.ofSeconds(20))).isGreaterThan(0.85 * CAPACITY);
    }

    @Test
    void whatWasLearntFromAColdServiceIsForgottenThoughTheOverloadNeverEnds() {
        shop.becomes(WORKERS, 20);
        BooleanSupplier end = shop.arrive(browsing, 1.5 * CAPACITY, SERVICE);
        shop.pass(Duration.ofSeconds(3));
        shop.becomes(WORKERS, 1);

        run(end, Duration.ofSeconds(60));

        assertThat(shop.admission.limit()).isLessThan((int) (2.5 * HIGHEST));
        assertThat(shop.goodput(Priority.BROWSE, Duration.ofSeconds(10))).isGreaterThan(0.95 * CAPACITY);
    }

    @Test
    void slowRoutesAreNoOverload() {
        BooleanSupplier quick = shop.arrive(browsing, 200, Duration.ofMillis(1));
        shop.becomes(1_000, 1);
        shop.pass(Duration.ofSeconds(20));
        var _ = quick.getAsBoolean();

        run(shop.arrive(Simulation.route("quotes"), 800, Duration.ofMillis(100)), Duration.ofSeconds(60));

        assertThat(shop.shed(Priority.BROWSE)).isZero();
    }

    @Test
    void ordersPassWhileThreeTimesTheLoadBrowses() {
        BooleanSupplier browsers = shop.arrive(browsing, 3 * CAPACITY, SERVICE);
        run(shop.arrive(ordering, 0.2 * CAPACITY, SERVICE), Duration.ofSeconds(30));
        var _ = browsers.getAsBoolean();

        assertThat(shop.shed(Priority.ACCEPT)).isZero();
        assertThat(shop.goodput(Priority.ACCEPT, Duration.ofSeconds(20))).isGreaterThan(0.18 * CAPACITY);
        assertThat(shop.goodput(Priority.BROWSE, Duration.ofSeconds(20))).isGreaterThan(0.75 * CAPACITY);
    }

    @Test
    void aServiceThatIsAlwaysFastGetsNoMoreThanTheMost() {
        shop.becomes(Integer.MAX_VALUE, 1);

        run(shop.arrive(ordering, 10_000, Duration.ofMillis(50)), Duration.ofSeconds(20));

        assertThat(shop.mostInFlight).isEqualTo(MOST);
    }

    @Test
    void nobodyWaitsLongerThanTheBoundThoughTheServiceHangs() {
        BooleanSupplier end = shop.arrive(browsing, 500, SERVICE);
        shop.pass(Duration.ofSeconds(5));
        shop.stall(Duration.ofHours(1));
        shop.done.clear();

        run(end, Duration.ofSeconds(10));

        assertThat(shop.done).isNotEmpty().noneMatch(Simulation.Done::served)
                .allMatch(request -> request.ended() - request.arrived() <= Simulation.QUEUE_AGE.toNanos());
        assertThat(shop.admission.enter(ordering)).as("a place that browsing may not take").isNotNull();
    }

    /// Lets arrivals come for so long.
    private void run(BooleanSupplier end, Duration time) {
        shop.pass(time);
        var _ = end.getAsBoolean();
    }
}
