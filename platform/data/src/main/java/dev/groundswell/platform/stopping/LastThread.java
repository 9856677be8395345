package dev.groundswell.platform.stopping;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// The thread on which a process ends: nobody waits behind it, so it may wait itself.
public final class LastThread {

    private static final long LOOK_EVERY_MILLIS = 10;

    private LastThread() {}

    /// Keeps the thread until the condition holds. Returns whether it does: not when the bound has passed, or the thread was interrupted.
    public static boolean until(Duration bound, BooleanSupplier condition) {
        long end = System.nanoTime() + bound.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            try {
                Thread.sleep(LOOK_EVERY_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
