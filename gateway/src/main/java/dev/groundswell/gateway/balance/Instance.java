package dev.groundswell.gateway.balance;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/// One instance of a service as all event loops see it. Thread-safe, without locks.
final class Instance {

    private final Address address;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicReference<Condition> condition = new AtomicReference<>(Condition.WELL);

    Instance(Address address) {
        this.address = address;
    }

    Address address() {
        return address;
    }

    int inFlight() {
        return inFlight.get();
    }

    Condition condition() {
        return condition.get();
    }

    void enter() {
        inFlight.incrementAndGet();
    }

    void leave() {
        inFlight.decrementAndGet();
    }

    /// Applies `change` if `era` still is; returns the condition before and the one after.
    Change change(int era, UnaryOperator<Condition> change) {
        UnaryOperator<Condition> inEra = now -> now.era() == era ? change.apply(now) : now;
        Condition before = condition.getAndUpdate(inEra);
        return new Change(before, inEra.apply(before));
    }

    record Change(Condition before, Condition after) {

        boolean ejects() {
            return !before.ejected() && after.ejected();
        }

        boolean readmits() {
            return before.ejected() && !after.ejected();
        }
    }
}
