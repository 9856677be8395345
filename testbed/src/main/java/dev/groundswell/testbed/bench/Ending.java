package dev.groundswell.testbed.bench;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/// Ends what was started for a comparison, the last first: when closed, and at the latest when this process is told to end. Thread-safe.
final class Ending implements AutoCloseable {
    private final Deque<Runnable> ends = new ArrayDeque<>();
    private final Thread onExit = Thread.ofPlatform().unstarted(this::end);

    Ending() {
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /// Remembers how to end what was just started, and returns it.
    synchronized <T> T with(T started, Consumer<? super T> end) {
        ends.push(() -> end.accept(started));
        return started;
    }

    @Override
    public void close() {
        end();
        try {
            boolean _ = Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException exiting) {
            // it is this one's turn, or was
        }
    }

    private synchronized void end() {
        while (!ends.isEmpty()) {
            ends.pop().run();
        }
    }
}
