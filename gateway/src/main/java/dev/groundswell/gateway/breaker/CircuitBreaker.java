package dev.groundswell.gateway.breaker;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// The circuit breaker of one service (Nygard, Release It!). Thread-safe, without locks; while it is closed and calls succeed, each costs two reads.
///
/// It opens when of the last calls so large a share failed, or at once when a call was waited for in vain and no instance is left that is not known to fail: each
/// further one would wait as long. After a pause one call tries again, or as soon as there is an instance again where there was none: the probes of `balance` find
/// out. Where all of them hang, only those do, so that no customer has to wait for it.
public final class CircuitBreaker {

    /// What a call may do.
    public enum Leave {
        ORDINARY,
        /// It decides whether the others may go, too; whoever has this must say what became of it.
        TRIAL, REFUSED
    }

    private static final State CLOSED = new State(Phase.CLOSED, 0, Hope.PAUSE);
    private static final State HALF_OPEN = new State(Phase.HALF_OPEN, 0, Hope.PAUSE);

    private final Tripping tripping;
    private final BooleanSupplier someInstanceLeft;
    private final Listener listener;
    private final LongSupplier clock;
    private final AtomicReference<State> state = new AtomicReference<>(CLOSED);
    /// One bit a call, the newest lowest, set when it failed; above them a one that marks how many there are.
    private final AtomicLong recent = new AtomicLong(1);
    private final long allWell;

    /// @param someInstanceLeft whether an instance is left that is not known to fail
    /// @param clock nanoseconds
    public CircuitBreaker(Tripping tripping, BooleanSupplier someInstanceLeft, Listener listener, LongSupplier clock) {
        this.tripping = tripping;
        this.someInstanceLeft = someInstanceLeft;
        this.listener = listener;
        this.clock = clock;
        this.allWell = 1L << tripping.calls();
    }

    /// Whether a call would be refused now; changes nothing.
    public boolean refuses() {
        State now = state.get();
        return now != CLOSED && !mayTry(now);
    }

    public Leave ask() {
        State now = state.get();
        if (now == CLOSED) {
            return Leave.ORDINARY;
        }
        if (!mayTry(now) || !state.compareAndSet(now, HALF_OPEN)) {
            return Leave.REFUSED;
        }
        listener.changed(Phase.HALF_OPEN);
        return Leave.TRIAL;
    }

    /// The service answered.
    public void succeeded(Leave leave) {
        if (leave == Leave.TRIAL) {
            recent.set(1);
            if (state.compareAndSet(HALF_OPEN, CLOSED)) {
                listener.changed(Phase.CLOSED);
            }
        } else if (recent.get() != allWell) {
            recent.getAndUpdate(calls -> with(calls, 0));
        }
    }

    /// The service did not answer.
    ///
    /// @param inVain whether the call has waited all its time
    public void failed(Leave leave, boolean inVain) {
        if (leave == Leave.TRIAL) {
            open(HALF_OPEN, inVain);
            return;
        }
        long calls = recent.updateAndGet(before -> with(before, 1));
        boolean most = calls >= allWell && Long.bitCount(calls - allWell) >= tripping.failureRatio() * tripping.calls();
        if (most || inVain && !someInstanceLeft.getAsBoolean()) {
            open(CLOSED, inVain);
        }
    }

    /// The call ended without telling anything about the service.
    public void withdrew(Leave leave) {
        if (leave == Leave.TRIAL && state.compareAndSet(HALF_OPEN, new State(Phase.OPEN, clock.getAsLong(), Hope.PAUSE))) {
            listener.changed(Phase.OPEN);
        }
    }

    private boolean mayTry(State now) {
        return now.phase == Phase.OPEN && switch (now.hope) {
            case PAUSE -> isOver(now);
            case PAUSE_OR_INSTANCE -> isOver(now) || someInstanceLeft.getAsBoolean();
            case INSTANCE -> someInstanceLeft.getAsBoolean();
        };
    }

    private boolean isOver(State pause) {
        return clock.getAsLong() - pause.until >= 0;
    }

    private void open(State from, boolean inVain) {
        Hope none = inVain ? Hope.INSTANCE : Hope.PAUSE_OR_INSTANCE;
        Hope hope = someInstanceLeft.getAsBoolean() ? Hope.PAUSE : none;
        State open = new State(Phase.OPEN, clock.getAsLong() + tripping.pause().toNanos(), hope);
        if (state.compareAndSet(from, open)) {
            recent.set(1);
            listener.changed(Phase.OPEN);
        }
    }

    private long with(long calls, int outcome) {
        long longer = calls << 1 | outcome;
        return calls < allWell ? longer : longer & (allWell - 1) | allWell;
    }

    /// @param until nanoseconds: the end of the pause
    private record State(Phase phase, long until, Hope hope) {}

    /// What has to happen before a call tries.
    private enum Hope {
        PAUSE, PAUSE_OR_INSTANCE, INSTANCE
    }

    /// Whether calls pass.
    public enum Phase {
        CLOSED, HALF_OPEN, OPEN
    }

    /// Hears of each change, on the thread that caused it; must not block.
    public interface Listener {

        void changed(Phase now);
    }
}
