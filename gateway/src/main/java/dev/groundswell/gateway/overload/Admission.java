package dev.groundswell.gateway.overload;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import dev.groundswell.gateway.route.Priority;
import dev.groundswell.gateway.route.Route;

/// Who may go to a service and who waits: the rules, without threads and timers of their own. Thread-safe; the lock is held for some ten nanoseconds.
///
/// A place that becomes free goes to the most important one who waits, among equals to the one who came first. Whoever is less important may take only a share of the
/// places, so that a service that hangs is never full of browsers.
final class Admission {

    private final ReentrantLock lock = new ReentrantLock();
    private final ConcurrencyLimit limit;
    private final Map<Route, Baseline> baselines = new IdentityHashMap<>();
    private final Map<Priority, Line> lines = new EnumMap<>(Priority.class);
    private final double[] shares;
    private final int most;
    private final int mostLingering;
    private final LongSupplier clock;
    private int inFlight;
    private int lingering;
    private int queued;

    /// @param most how many may wait
    /// @param longest how long, in nanoseconds
    /// @param mostLingering how many may wait for slow clients with a connection, besides
    /// @param clock nanoseconds
    Admission(ConcurrencyLimit limit, double ownShare, double browseShare, int most, long longest, int mostLingering, LongSupplier clock) {
        this.limit = limit;
        this.shares = new double[Priority.values().length];
        this.shares[Priority.ACCEPT.ordinal()] = 1;
        this.shares[Priority.OWN.ordinal()] = ownShare;
        this.shares[Priority.BROWSE.ordinal()] = browseShare;
        this.most = most;
        this.mostLingering = mostLingering;
        this.clock = clock;
        for (Priority priority : Priority.values()) {
            lines.put(priority, new Line(longest));
        }
    }

    /// A permit to go now; `null` when there is no place, or others wait for it.
    @Nullable
    Permit enter(Route route) {
        lock.lock();
        try {
            return isCrowded(route.priority()) ? null : admit(route);
        } finally {
            lock.unlock();
        }
    }

    /// Lets somebody wait, who is told exactly once what came of it: perhaps within this call, perhaps by another thread.
    void join(Waiter waiter) {
        Runnable then;
        lock.lock();
        try {
            then = takeIn(waiter);
        } finally {
            lock.unlock();
        }
        then.run();
    }

    /// Returns whether it has waited until now: then nobody tells it anything any more.
    boolean leave(Waiter waiter) {
        lock.lock();
        try {
            return remove(waiter);
        } finally {
            lock.unlock();
        }
    }

    /// Its place is free, for good or while it waits for its client.
    void left() {
        change(-1);
    }

    /// It takes a place again that it has lent, if need be one too many.
    void takeBack() {
        change(1);
    }

    /// Its client is slow. Returns whether it may wait for it: not when too many do.
    boolean linger() {
        lock.lock();
        try {
            if (lingering >= mostLingering) {
                return false;
            }
            lingering++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void lingerNoMore() {
        lock.lock();
        try {
            lingering--;
        } finally {
            lock.unlock();
        }
    }

    int lingering() {
        lock.lock();
        try {
            return lingering;
        } finally {
            lock.unlock();
        }
    }

    void took(Permit permit, long nanos) {
        lock.lock();
        try {
            limit.took(baseline(permit.route()), nanos, permit.alone(), inFlight, clock.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    void waitedInVain(Permit permit, long nanos) {
        lock.lock();
        try {
            limit.waited(baseline(permit.route()), nanos, inFlight, clock.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /// How many may be there now, whoever they are.
    int limit() {
        lock.lock();
        try {
            return limit.value();
        } finally {
            lock.unlock();
        }
    }

    int inFlight() {
        lock.lock();
        try {
            return inFlight;
        } finally {
            lock.unlock();
        }
    }

    int queued() {
        lock.lock();
        try {
            return queued;
        } finally {
            lock.unlock();
        }
    }

    private void change(int places) {
        List<Runnable> told;
        lock.lock();
        try {
            inFlight += places;
            told = queued == 0 ? List.of() : admitWaiting();
        } finally {
            lock.unlock();
        }
        told.forEach(Runnable::run);
    }

    private Runnable takeIn(Waiter waiter) {
        Priority priority = waiter.route().priority();
        if (!isCrowded(priority)) {
            Permit permit = admit(waiter.route());
            return () -> waiter.admitted(permit);
        }
        Waiter displaced = null;
        if (queued >= most) {
            displaced = leastImportantBelow(priority);
            if (displaced == null) {
                return () -> waiter.shed(Shed.QUEUE_FULL);
            }
            var _ = remove(displaced);
        }
        line(priority).add(waiter, clock.getAsLong());
        queued++;
        Waiter victim = displaced;
        return victim == null ? () -> {} : () -> victim.shed(Shed.DISPLACED);
    }

    /// Those who wait and are as important, or more, come first.
    private boolean isCrowded(Priority priority) {
        return !hasPlace(priority) || queued > 0 && waitsAtLeast(priority);
    }

    private boolean waitsAtLeast(Priority priority) {
        for (Priority other : Priority.values()) {
            if (other.compareTo(priority) <= 0 && !line(other).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private boolean hasPlace(Priority priority) {
        return inFlight < (int) (limit.value() * shares[priority.ordinal()]);
    }

    private Permit admit(Route route) {
        inFlight++;
        return new Permit(this, route, limit.entered(inFlight));
    }

    /// Whoever has waited in vain for its more important ones to go first would not be let in either: they may take more places.
    private List<Runnable> admitWaiting() {
        List<Runnable> told = new ArrayList<>();
        long now = clock.getAsLong();
        for (Priority priority : Priority.values()) {
            Line line = line(priority);
            while (!line.isEmpty() && hasPlace(priority)) {
                boolean late = line.isLate(now);
                Waiter waiter = line.removeFirst();
                queued--;
                if (late) {
                    told.add(() -> waiter.shed(Shed.TOO_OLD));
                } else {
                    Permit permit = admit(waiter.route());
                    told.add(() -> waiter.admitted(permit));
                }
            }
        }
        return told;
    }

    /// The last one who came, of the least important ones: it has waited least.
    private @Nullable Waiter leastImportantBelow(Priority priority) {
        Priority[] priorities = Priority.values();
        for (int i = priorities.length - 1; i > priority.ordinal(); i--) {
            Line line = line(priorities[i]);
            if (!line.isEmpty()) {
                return line.last();
            }
        }
        return null;
    }

    private boolean remove(Waiter waiter) {
        boolean waited = line(waiter.route().priority()).remove(waiter);
        queued -= waited ? 1 : 0;
        return waited;
    }

    private Line line(Priority priority) {
        Line line = lines.get(priority);
        if (line == null) {
            throw new IllegalStateException("no line for " + priority);
        }
        return line;
    }

    private Baseline baseline(Route route) {
        return baselines.computeIfAbsent(route, first -> new Baseline());
    }

    /// Somebody who waits; told by any thread, never twice.
    interface Waiter {

        Route route();

        void admitted(Permit permit);

        void shed(Shed reason);
    }
}
