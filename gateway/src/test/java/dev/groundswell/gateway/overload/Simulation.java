package dev.groundswell.gateway.overload;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.function.BooleanSupplier;

import dev.groundswell.gateway.route.ContractRoutes;
import dev.groundswell.gateway.route.Priority;
import dev.groundswell.gateway.route.Route;

/// A service with so many workers behind the admission of a gateway, in virtual time and with seeded chance: arrivals without memory, times of service too (M/M/c).
final class Simulation {

    static final int LEAST = 20;
    static final int INITIAL = 100;
    static final int MOST = 250;
    static final double TOLERANCE = 3;
    static final int LONGEST_QUEUE = 1_000;
    static final Duration QUEUE_AGE = Duration.ofMillis(500);

    final Admission admission;
    final List<Done> done = new ArrayList<>();
    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private final Queue<Runnable> waitingForWorkers = new ArrayDeque<>();
    private final Random random = new Random(11);
    private long now;
    private long number;
    private int workers;
    private int busy;
    private double slowness = 1;
    private long stalledUntil;
    int mostInFlight;

    /// What became of a request, and when.
    record Done(Route route, long arrived, long ended, boolean served) {}

    Simulation(int workers) {
        this.workers = workers;
        this.admission = new Admission(new ConcurrencyLimit(LEAST, INITIAL, MOST, TOLERANCE, 0), 0.9, 0.8, LONGEST_QUEUE,
                QUEUE_AGE.toNanos(), LONGEST_QUEUE, () -> now);
    }

    static Route route(Priority priority) {
        return ContractRoutes.all().stream().filter(route -> route.priority() == priority).findFirst().orElseThrow();
    }

    static Route route(String name) {
        return ContractRoutes.all().stream().filter(route -> route.name().equals(name)).findFirst().orElseThrow();
    }

    /// From now on requests of a route come, each for so long to a worker.
    BooleanSupplier arrive(Route route, double perSecond, Duration service) {
        boolean[] over = {false};
        schedule(between(perSecond), () -> arrival(route, perSecond, service, over));
        return () -> over[0] = true;
    }

    void becomes(int newWorkers, double slower) {
        workers = newWorkers;
        slowness = slower;
    }

    /// Nothing ends until then.
    void stall(Duration time) {
        stalledUntil = now + time.toNanos();
    }

    void pass(Duration time) {
        long until = now + time.toNanos();
        while (!events.isEmpty() && events.peek().at() <= until) {
            Event event = events.remove();
            now = event.at();
            event.action().run();
        }
        now = until;
    }

    /// Requests of a priority that were served a second, of those that ended within the last `time`.
    double goodput(Priority priority, Duration time) {
        long since = now - time.toNanos();
        long served = done.stream()
                .filter(request -> request.served() && request.ended() >= since && request.route().priority() == priority).count();
        return served / (time.toNanos() / 1e9);
    }

    long shed(Priority priority) {
        return done.stream().filter(request -> !request.served() && request.route().priority() == priority).count();
    }

    private void arrival(Route route, double perSecond, Duration service, boolean[] over) {
        if (over[0]) {
            return;
        }
        schedule(between(perSecond), () -> arrival(route, perSecond, service, over));
        long arrived = now;
        Permit permit = admission.enter(route);
        if (permit != null) {
            go(permit, arrived, service);
            return;
        }
        Admission.Waiter waiter = new Admission.Waiter() {
            @Override
            public Route route() {
                return route;
            }

            @Override
            public void admitted(Permit given) {
                go(given, arrived, service);
            }

            @Override
            public void shed(Shed reason) {
                done.add(new Done(route, arrived, now, false));
            }
        };
        admission.join(waiter);
        schedule(QUEUE_AGE.toNanos(), () -> {
            if (admission.leave(waiter)) {
                waiter.shed(Shed.TOO_OLD);
            }
        });
    }

    private void go(Permit permit, long arrived, Duration service) {
        mostInFlight = Math.max(mostInFlight, admission.inFlight());
        long sent = now;
        long takes = (long) (exponential() * service.toNanos() * slowness);
        Runnable work = () -> schedule(takes, () -> finish(permit, arrived, sent));
        if (busy < workers) {
            busy++;
            work.run();
        } else {
            waitingForWorkers.add(work);
        }
    }

    private void finish(Permit permit, long arrived, long sent) {
        if (now < stalledUntil) {
            schedule(stalledUntil - now, () -> finish(permit, arrived, sent));
            return;
        }
        busy--;
        while (busy < workers && !waitingForWorkers.isEmpty()) {
            busy++;
            waitingForWorkers.remove().run();
        }
        done.add(new Done(permit.route(), arrived, now, true));
        permit.answered(now - sent);
        permit.end();
    }

    private long between(double perSecond) {
        return (long) (exponential() * 1e9 / perSecond);
    }

    private double exponential() {
        return -Math.log(1 - random.nextDouble());
    }

    private void schedule(long nanos, Runnable action) {
        events.add(new Event(now + nanos, number++, action));
    }

    private record Event(long at, long number, Runnable action) {}
}
