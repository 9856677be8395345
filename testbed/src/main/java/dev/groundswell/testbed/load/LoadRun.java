package dev.groundswell.testbed.load;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import com.sun.management.OperatingSystemMXBean;

/// What the virtual users of one run share. Gatling makes the simulation from its class alone, so the run it belongs to is found here: one at a time in a
/// process.
final class LoadRun {
    private static final AtomicReference<@Nullable LoadRun> CURRENT = new AtomicReference<>();

    private final LoadPlan plan;
    private final Goods goods;
    private final Customers customers;
    private final Measurements measurements = new Measurements();
    private final Arrivals arrivals;
    private final AtomicLong shoppers = new AtomicLong();
    /// Makes this run's idempotency keys different from those of every other run.
    private final String keys = "load-" + Long.toHexString(System.currentTimeMillis());
    private final AtomicLong endsAt = new AtomicLong(Long.MAX_VALUE);
    private volatile Duration cpuAtStart = Duration.ZERO;
    private volatile @Nullable Duration cpuAtEnd;
    private volatile boolean stopped;

    LoadRun(LoadPlan plan, Goods goods, Customers customers) {
        this.plan = plan;
        this.goods = goods;
        this.customers = customers;
        this.arrivals = new Arrivals(plan.rate().orElse(1));
    }

    static LoadRun current() {
        LoadRun run = CURRENT.get();
        if (run == null) {
            throw new IllegalStateException("no load is being made");
        }
        return run;
    }

    /// Runs something as the current run; fails when another run is going on.
    void during(Runnable something) {
        if (!CURRENT.compareAndSet(null, this)) {
            throw new IllegalStateException("another load is being made in this process");
        }
        try {
            something.run();
        } finally {
            CURRENT.set(null);
        }
    }

    LoadPlan plan() {
        return plan;
    }

    Measurements measurements() {
        return measurements;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    int products() {
        return goods.size();
    }

    /// A virtual customer that starts now, with its session planned.
    Shopper arrives() {
        long now = System.nanoTime();
        var _ = endsAt.compareAndSet(Long.MAX_VALUE, now + plan.duration().toNanos());
        long number = shoppers.getAndIncrement();
        long intended = plan.rate().isPresent() ? arrivals.intended(now) : now;
        Shopper shopper = new Shopper(plan.mix(), goods, measurements, customers.nextToken(), keys + "-" + number, plan.seed() + number,
                intended);
        shopper.planSession();
        return shopper;
    }

    /// Whether a virtual user of the closed model goes on: until the time is over.
    boolean goesOn() {
        return !stopped && left().isPositive();
    }

    /// Until the end of the run.
    Duration left() {
        long end = endsAt.get();
        return end == Long.MAX_VALUE ? plan.duration() : Duration.ofNanos(end - System.nanoTime());
    }

    /// Gatling begins with the first user. What it took to start is not the load's.
    void begins() {
        cpuAtStart = cpuOfThisProcess();
    }

    /// Gatling has ended the last user. What the report takes is not the load's.
    void ends() {
        cpuAtEnd = cpuOfThisProcess();
    }

    /// CPU time that this process took while it made the load, so far.
    Duration cpu() {
        Duration end = cpuAtEnd;
        return (end == null ? cpuOfThisProcess() : end).minus(cpuAtStart);
    }

    private static Duration cpuOfThisProcess() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? Duration.ofNanos(system.getProcessCpuTime())
                : Duration.ZERO;
    }

    /// Ends the run soon: requests in flight are waited for, no further ones are made.
    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }
}
