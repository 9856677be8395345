package dev.groundswell.gateway.balance;

import java.util.function.BooleanSupplier;

import io.vertx.core.Future;

/// Asks ejected instances in the background whether they answer again, so that no customer has to find out. Thread-safe.
final class Probing {

    private final Probe probe;
    private final Timer timer;
    private final Backoff backoff;

    Probing(Probe probe, Timer timer, Backoff backoff) {
        this.probe = probe;
        this.timer = timer;
        this.backoff = backoff;
    }

    /// @param earlier ejections in a row before this one: an instance that answers probes but not customers is asked ever less often
    /// @param wanted whether the answer still matters; asked before each probe
    /// @param well runs once, when the instance has answered
    void begin(Address address, int earlier, BooleanSupplier wanted, Runnable well) {
        wait(new Patient(address, wanted, well), earlier);
    }

    private void wait(Patient patient, int probes) {
        timer.after(backoff.millis(probes), () -> examine(patient, probes));
    }

    private void examine(Patient patient, int probes) {
        if (patient.wanted().getAsBoolean()) {
            probe.of(patient.address())
                    .onSuccess(answered -> patient.well().run())
                    .onFailure(silent -> wait(patient, probes + 1));
        }
    }

    /// Succeeds when the instance answers.
    interface Probe {

        Future<Void> of(Address address);
    }

    /// Runs `action` once, after that many milliseconds.
    interface Timer {

        void after(long millis, Runnable action);
    }

    private record Patient(Address address, BooleanSupplier wanted, Runnable well) {}
}
