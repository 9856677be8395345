package dev.groundswell.gateway.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import dev.groundswell.gateway.route.Priority;
import dev.groundswell.gateway.route.Route;

/// Ten places, of which browsing may take eight and customers nine; three may wait.
class AdmissionTest {

    private static final int PLACES = 10;
    private static final long LONGEST = 1_000;

    private long now;
    private final Admission admission = new Admission(new ConcurrencyLimit(PLACES, PLACES, PLACES, 3, 0), 0.9, 0.8, 3, LONGEST, 2,
            () -> now);
    private final List<String> told = new ArrayList<>();

    @Test
    void theLessImportantLeaveRoom() {
        assertThat(enter(Priority.BROWSE, 10)).hasSize(8);
        assertThat(enter(Priority.OWN, 10)).hasSize(1);
        assertThat(enter(Priority.ACCEPT, 10)).hasSize(1);
        assertThat(admission.inFlight()).isEqualTo(PLACES);
    }

    @Test
    void aFreePlaceGoesToTheMostImportantAndAmongEqualsToTheFirst() {
        List<Permit> permits = enter(Priority.ACCEPT, PLACES);
        join("browser", Priority.BROWSE);
        join("first", Priority.ACCEPT);
        join("second", Priority.ACCEPT);

        permits.get(0).end();
        assertThat(told).containsExactly("first goes");
        permits.get(1).end();
        assertThat(told).containsExactly("first goes", "second goes");
        permits.get(2).end();
        permits.get(3).end();
        assertThat(told).as("ten places less two would be its share").hasSize(2);
        permits.get(4).end();
        assertThat(told).containsExactly("first goes", "second goes", "browser goes");
        assertThat(admission.queued()).isZero();
    }

    @Test
    void onlySoManyLingerAndGiveThatUpWhateverComesOfThem() {
        List<Permit> permits = enter(Priority.ACCEPT, PLACES);
        permits.subList(0, 3).forEach(Permit::lend);
        assertThat(admission.inFlight()).isEqualTo(PLACES - 3);

        assertThat(permits.get(0).linger()).isTrue();
        assertThat(permits.get(1).linger()).isTrue();
        assertThat(permits.get(2).linger()).as("a third").isFalse();
        assertThat(permits.get(0).linger()).as("twice is once").isTrue();
        assertThat(admission.lingering()).isEqualTo(2);

        permits.get(0).takeBack();
        permits.get(1).end();
        assertThat(admission.lingering()).isZero();
        assertThat(admission.inFlight()).isEqualTo(PLACES - 2);
        permits.forEach(Permit::end);
        assertThat(admission.inFlight()).isZero();
    }

    @Test
    void nobodyOvertakesHisEquals() {
        List<Permit> permits = enter(Priority.BROWSE, 8);
        join("waiting", Priority.BROWSE);
        permits.get(0).end();
        assertThat(told).containsExactly("waiting goes");

        join("next", Priority.BROWSE);
        assertThat(admission.enter(route(Priority.BROWSE))).isNull();
        assertThat(admission.enter(route(Priority.OWN))).as("more important, and there is room").isNotNull();
    }

    @Test
    void aFullQueueLetsTheMoreImportantInForTheLast() {
        enter(Priority.ACCEPT, PLACES);
        join("one", Priority.BROWSE);
        join("two", Priority.BROWSE);
        join("owner", Priority.OWN);

        join("three", Priority.BROWSE);
        join("order", Priority.ACCEPT);
        join("owner two", Priority.OWN);
        join("owner three", Priority.OWN);
        join("order two", Priority.ACCEPT);

        assertThat(told).containsExactly("three: QUEUE_FULL", "two: DISPLACED", "one: DISPLACED", "owner three: QUEUE_FULL",
                "owner two: DISPLACED");
        assertThat(admission.queued()).isEqualTo(3);
    }

    @Test
    void inALineThatStandsNobodyIsLetInWhoHasWaitedForMoreThanAMoment() {
        List<Permit> permits = enter(Priority.ACCEPT, PLACES);
        join("first", Priority.ACCEPT);
        now += LONGEST - 100;
        join("second", Priority.ACCEPT);
        now += 90;
        permits.get(0).end();
        assertThat(told).as("a rush that may pass").containsExactly("first goes");

        now += 20;
        join("third", Priority.ACCEPT);
        permits.get(1).end();

        assertThat(told).containsExactly("first goes", "second: TOO_OLD", "third goes");
        assertThat(admission.queued()).isZero();
    }

    @Test
    void whoLeavesTheQueueIsNotLetInLater() {
        List<Permit> permits = enter(Priority.ACCEPT, PLACES);
        Waiting gone = join("gone", Priority.ACCEPT);
        join("stays", Priority.ACCEPT);

        assertThat(admission.leave(gone)).isTrue();
        assertThat(admission.leave(gone)).isFalse();
        permits.getFirst().end();

        assertThat(told).containsExactly("stays goes");
    }

    @Test
    void aPlaceIsGivenBackOnce() {
        Permit permit = enter(Priority.ACCEPT, 2).getFirst();
        permit.end();
        permit.end();
        assertThat(admission.inFlight()).isOne();
    }

    @Test
    void aLentPlaceIsAnothersUntilItIsTakenBackAsOneTooMany() {
        List<Permit> permits = enter(Priority.ACCEPT, PLACES);
        join("waiting", Priority.ACCEPT);
        permits.getFirst().lend();
        permits.getFirst().lend();
        assertThat(told).containsExactly("waiting goes");
        permits.getFirst().takeBack();
        permits.getFirst().takeBack();
        assertThat(admission.inFlight()).isEqualTo(PLACES + 1);
        permits.getFirst().end();
        assertThat(admission.inFlight()).isEqualTo(PLACES);

        permits.get(1).lend();
        permits.get(1).end();
        permits.get(1).takeBack();
        assertThat(admission.inFlight()).isEqualTo(PLACES - 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whateverHappensEverybodyIsToldOnceAndNoPlaceIsLost(long seed) {
        Random random = new Random(seed);
        List<Permit> permits = new ArrayList<>();
        List<Waiting> waiters = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            Priority priority = Priority.values()[random.nextInt(3)];
            switch (random.nextInt(4)) {
                case 0 -> {
                    Permit permit = admission.enter(route(priority));
                    if (permit != null) {
                        permits.add(permit);
                    }
                }
                case 1 -> waiters.add(join("waiter", priority));
                case 2 -> {
                    if (!waiters.isEmpty()) {
                        Waiting waiter = waiters.get(random.nextInt(waiters.size()));
                        waiter.left |= admission.leave(waiter);
                    }
                }
                default -> {
                    if (!permits.isEmpty()) {
                        permits.remove(random.nextInt(permits.size())).end();
                    }
                }
            }
            waiters.stream().map(waiter -> waiter.permit).filter(Objects::nonNull).forEach(permits::add);
            waiters.forEach(waiter -> waiter.permit = null);
            waiters.removeIf(waiter -> waiter.told == 1 && random.nextInt(10) == 0);
            assertThat(admission.inFlight()).isEqualTo(permits.size()).isLessThanOrEqualTo(PLACES);
            assertThat(admission.queued()).isEqualTo((int) waiters.stream().filter(waiter -> waiter.told == 0 && !waiter.left).count())
                    .isLessThanOrEqualTo(3);
            assertThat(waiters).allMatch(waiter -> waiter.told + (waiter.left ? 1 : 0) <= 1);
        }
    }

    @CanIgnoreReturnValue
    private List<Permit> enter(Priority priority, int times) {
        return IntStream.range(0, times).mapToObj(time -> admission.enter(route(priority))).filter(Objects::nonNull).toList();
    }

    @CanIgnoreReturnValue
    private Waiting join(String name, Priority priority) {
        Waiting waiting = new Waiting(name, route(priority));
        admission.join(waiting);
        return waiting;
    }

    private static Route route(Priority priority) {
        return Simulation.route(priority);
    }

    private final class Waiting implements Admission.Waiter {

        private final String name;
        private final Route route;
        private @Nullable Permit permit;
        private int told;
        private boolean left;

        Waiting(String name, Route route) {
            this.name = name;
            this.route = route;
        }

        @Override
        public Route route() {
            return route;
        }

        @Override
        public void admitted(Permit given) {
            AdmissionTest.this.told.add(name + " goes");
            permit = given;
            told++;
        }

        @Override
        public void shed(Shed reason) {
            AdmissionTest.this.told.add(name + ": " + reason);
            told++;
        }
    }
}
