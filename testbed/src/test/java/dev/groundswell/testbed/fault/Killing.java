package dev.groundswell.testbed.fault;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import dev.groundswell.local.testing.TestSuite;

/// Kills one of two instances of each service at every tick, the first and the second in turn, and waits until all are back before the next tick counts.
/// Runs from its making to its closing.
final class Killing implements AutoCloseable {

    private static final List<String> SERVICES = List.of("gateway", "order", "catalog", "pricing");

    private final TestSuite suite;
    private final Duration every;
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger rounds = new AtomicInteger();
    private final Thread killer;
    private volatile @Nullable RuntimeException failure;

    Killing(TestSuite suite, Duration every) {
        this.suite = suite;
        this.every = every;
        this.killer = Thread.ofPlatform().name("killer").start(this::kill);
    }

    private void kill() {
        try {
            while (!end.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                int victim = 1 + rounds.get() % 2;
                SERVICES.forEach(service -> suite.awaitReady(service + "-" + (3 - victim)));
                SERVICES.forEach(service -> suite.kill(service + "-" + victim));
                rounds.incrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /// How often one of each was killed.
    int rounds() {
        return rounds.get();
    }

    /// Returns when nobody is killed any more. Fails with what kept it from killing.
    @Override
    public void close() {
        end.countDown();
        try {
            killer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw new IllegalStateException("the killing stopped", failure);
        }
    }
}
