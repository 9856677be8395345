package dev.groundswell.gateway.overload;

import org.jspecify.annotations.Nullable;

import dev.groundswell.gateway.route.Pace;
import dev.groundswell.gateway.route.Route;

/// One request's place with a service, from its admission to the head of its answer. Confined to the request's event loop.
public final class Permit {

    private final @Nullable Admission admission;
    private final Route route;
    private final boolean alone;
    private boolean lent;
    private boolean slow;
    private boolean ended;

    Permit(@Nullable Admission admission, Route route, boolean alone) {
        this.admission = admission;
        this.route = route;
        this.alone = alone;
    }

    /// For what stands outside: it takes no place.
    public static Permit outside(Route route) {
        return new Permit(null, route, false);
    }

    /// The service waits for its client now, and somebody else may have the place.
    public void lend() {
        if (admission != null && !lent && !ended) {
            lent = true;
            admission.left();
        }
    }

    /// The client takes its time. Returns whether the service may wait for it: each that does holds a connection to the service, which has only so many.
    public boolean linger() {
        if (admission == null || slow || ended) {
            return true;
        }
        slow = admission.linger();
        return slow;
    }

    /// The service goes on, and needs the place again: it is there, if need be as one too many.
    public void takeBack() {
        if (admission != null && lent && !ended) {
            lent = false;
            lingerNoMore(admission);
            admission.takeBack();
        }
    }

    /// The answer took so long, from the end of the request. What a batch takes says nothing about anything else.
    public void answered(long nanos) {
        if (admission != null && route.pace() == Pace.ORDINARY) {
            admission.took(this, nanos);
        }
    }

    /// There is no answer after that long.
    public void unanswered(long nanos) {
        if (admission != null && route.pace() == Pace.ORDINARY) {
            admission.waitedInVain(this, nanos);
        }
    }

    /// The place is free. More than once is once.
    public void end() {
        if (admission != null && !ended) {
            ended = true;
            lingerNoMore(admission);
            if (!lent) {
                admission.left();
            }
        }
    }

    private void lingerNoMore(Admission from) {
        if (slow) {
            slow = false;
            from.lingerNoMore();
        }
    }

    Route route() {
        return route;
    }

    boolean alone() {
        return alone;
    }
}
