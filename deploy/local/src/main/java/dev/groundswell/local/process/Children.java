package dev.groundswell.local.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/// All children of this supervisor: the one place that starts and stops them. Thread-safe. Once stopping has begun no further child can
/// be started, so nothing slips past a stop that comes while others still start.
public final class Children {
    private final List<Child> children = new ArrayList<>();
    private final CompletableFuture<Child> firstDeath = new CompletableFuture<>();
    private final Leftovers leftovers;
    private boolean stopping;

    /// Each child is written down with the leftovers, which the caller has cleared before.
    public Children(Leftovers leftovers) {
        this.leftovers = leftovers;
    }

    /// Fails with [LaunchException] when it cannot be started or stopping has begun.
    public Child start(ChildSpec spec) {
        synchronized (children) {
            if (stopping) {
                throw new LaunchException(spec.name() + " is not started: stopping");
            }
            Child child = Child.start(spec);
            children.add(child);
            try {
                leftovers.add(child);
            } catch (IOException e) {
                throw new LaunchException("cannot write down the process of " + spec.name() + ": " + e.getMessage(), e);
            }
            var _ = child.ended().thenAccept(code -> died(child));
            return child;
        }
    }

    /// Completes with the first child that ended without being asked to; never after a stop has begun.
    public CompletableFuture<Child> firstDeath() {
        return firstDeath;
    }

    public List<Child> all() {
        synchronized (children) {
            return List.copyOf(children);
        }
    }

    public boolean isStopping() {
        synchronized (children) {
            return stopping;
        }
    }

    /// Stops all, highest rank first, one rank together; returns when every process is gone. A second call waits for the same end.
    public void stop() {
        synchronized (children) {
            stopping = true;
        }
        TreeMap<Integer, List<Child>> ranks = new TreeMap<>(Comparator.reverseOrder());
        for (Child child : all()) {
            ranks.computeIfAbsent(child.rank(), rank -> new ArrayList<>()).add(child);
        }
        ranks.values().forEach(Children::stopTogether);
    }

    private static void stopTogether(List<Child> rank) {
        List<Thread> stops = rank.stream().map(child -> Thread.ofPlatform().name("stop-" + child.name()).start(child::stop)).toList();
        for (Thread stop : stops) {
            try {
                stop.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void died(Child child) {
        if (!isStopping()) {
            firstDeath.complete(child);
        }
    }
}
