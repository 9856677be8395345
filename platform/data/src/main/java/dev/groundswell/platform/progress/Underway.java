package dev.groundswell.platform.progress;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// A batch that is being handled. Thread-safe.
public final class Underway {

    private final String channel;
    private final long begun;
    private final Consumer<Underway> end;
    private final AtomicInteger waiting = new AtomicInteger();

    Underway(String channel, long begun, Consumer<Underway> end) {
        this.channel = channel;
        this.begun = begun;
        this.end = end;
    }

    /// The incoming channel, for the log.
    public String channel() {
        return channel;
    }

    /// A step of the batch waits for something that is away; returns whether it is the only one that does.
    public boolean beginWaiting() {
        return waiting.getAndIncrement() == 0;
    }

    /// That wait is over; returns whether no other is left.
    public boolean endWaiting() {
        return waiting.decrementAndGet() == 0;
    }

    /// The batch is done with: its offsets may be committed.
    public void acknowledged() {
        end.accept(this);
    }

    boolean waits() {
        return waiting.get() > 0;
    }

    long begun() {
        return begun;
    }
}
