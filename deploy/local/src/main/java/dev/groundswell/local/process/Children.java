package dev.groundswell.local.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import dev.groundswell.local.console.Progress;

/// All children of this supervisor: the one place that starts and stops them. Thread-safe. Once stopping has begun no further child can
/// be started, so nothing slips past a stop that comes while others still start.
public final class Children {
    private final List<Child> children = new ArrayList<>();
    private final Map<String, Thread> keepers = new TreeMap<>();
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
            Child child = startWrittenDown(spec);
            children.add(child);
            return child;
        }
    }

    /// From now on this child's death ends nothing: it is started again under its name, at once the first time, then with growing pauses.
    ///
    /// @param startedAgain given each new process in the child's place; no stop ends before it has returned
    public void keep(Child child, Progress progress, Consumer<Child> startedAgain) {
        synchronized (children) {
            if (!stopping) {
                keepers.put(child.name(), Thread.ofPlatform().daemon().name("keep-" + child.name())
                        .start(new Keeper(this, child, progress, startedAgain)));
            }
        }
    }

    /// Starts another process in the place of one that has ended. Fails with [LaunchException] like [#start].
    Child replace(Child ended) {
        synchronized (children) {
            if (stopping) {
                throw new LaunchException(ended.name() + " is not started: stopping");
            }
            Child child = startWrittenDown(ended.spec());
            children.set(children.indexOf(ended), child);
            return child;
        }
    }

    /// Completes with the first child that ended without being asked to and is not kept; never after a stop has begun.
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
        List<Thread> keeping;
        synchronized (children) {
            stopping = true;
            keeping = List.copyOf(keepers.values());
        }
        keeping.forEach(Thread::interrupt);
        keeping.forEach(Children::await);
        TreeMap<Integer, List<Child>> ranks = new TreeMap<>(Comparator.reverseOrder());
        for (Child child : all()) {
            ranks.computeIfAbsent(child.rank(), rank -> new ArrayList<>()).add(child);
        }
        ranks.values().forEach(Children::stopTogether);
    }

    private static void stopTogether(List<Child> rank) {
        List<Thread> stops = rank.stream().map(child -> Thread.ofPlatform().name("stop-" + child.name()).start(child::stop)).toList();
        stops.forEach(Children::await);
    }

    private static void await(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Child startWrittenDown(ChildSpec spec) {
        Child child = Child.start(spec);
        try {
            leftovers.add(child);
        } catch (IOException e) {
            child.stop();
            throw new LaunchException("cannot write down the process of " + spec.name() + ": " + e.getMessage(), e);
        }
        var _ = child.ended().thenAccept(code -> died(child));
        return child;
    }

    private void died(Child child) {
        boolean matters;
        synchronized (children) {
            matters = !stopping && !keepers.containsKey(child.name());
        }
        if (matters) {
            firstDeath.complete(child);
        }
    }
}
