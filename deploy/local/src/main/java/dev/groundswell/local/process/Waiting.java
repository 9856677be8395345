package dev.groundswell.local.process;

import java.time.Duration;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

/// Waits for a condition of the outside world that nobody announces, always within a bound.
public final class Waiting {
    private static final Duration STEP = Duration.ofMillis(25);

    private Waiting() {}

    /// A condition that may throw while the thing it asks is still starting.
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    /// Whether the condition held within the bound; an exception counts as "not yet".
    public static boolean until(Duration bound, Condition condition) throws InterruptedException {
        return lastRefusal(bound, condition) == null;
    }

    /// Waits until the child answers. Fails with [LaunchException], naming the child, what was awaited and its log's end, as soon as the
    /// child dies or the bound is over.
    public static void untilReady(Child child, Duration bound, String what, Condition condition) {
        try {
            Exception refusal = lastRefusal(bound, () -> {
                if (!child.isAlive()) {
                    throw new GaveUp();
                }
                return condition.holds();
            });
            if (refusal instanceof GaveUp) {
                throw new LaunchException(child.name() + " ended while starting" + child.logTail());
            }
            if (refusal != null) {
                throw new LaunchException(
                        child.name() + " did not get ready within " + bound.toSeconds() + " s: waited for " + what + ", last answer: "
                                + refusal.getMessage() + child.logTail());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException(child.name() + ": interrupted while starting");
        }
    }

    /// Runs what may fail with a checked exception where a broken promise of the machine is meant.
    public static <T> T orFail(String what, Callable<T> work) {
        try {
            return work.call();
        } catch (LaunchException e) {
            throw e;
        } catch (Exception e) {
            throw new LaunchException(what + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable Exception lastRefusal(Duration bound, Condition condition) throws InterruptedException {
        long end = System.nanoTime() + bound.toNanos();
        while (true) {
            Exception refusal;
            try {
                if (condition.holds()) {
                    return null;
                }
                refusal = new IllegalStateException("not yet");
            } catch (InterruptedException e) {
                throw e;
            } catch (GaveUp e) {
                return e;
            } catch (Exception e) {
                refusal = e;
            }
            if (System.nanoTime() > end) {
                return refusal;
            }
            Thread.sleep(STEP);
        }
    }

    /// Further waiting is useless.
    private static final class GaveUp extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
