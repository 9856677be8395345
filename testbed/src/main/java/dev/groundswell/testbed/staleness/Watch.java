package dev.groundswell.testbed.staleness;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;

/// One reader of one product or price, before and after it is written: asks again and again until it is served the written version.
///
/// Old is what a request brought that began after the write was acknowledged. How long it was served is counted to the beginning of the first request that
/// brought the new one, which is longer than the truth by up to the pause between two requests. An old value that comes back within [#COMES_BACK] counts as
/// served all the time.
final class Watch {

    /// How long it goes on asking once it was served the new value: a reader that was on its way when the value was written may bring the old one back.
    static final Duration COMES_BACK = Duration.ofMillis(250);

    private static final long NOT_YET = Long.MIN_VALUE;

    private final Question question;
    private final CountDownLatch looked = new CountDownLatch(1);
    private final Duration pause;
    private final long giveUpNanos;
    private volatile @Nullable Write acknowledged;

    /// @param pause between two requests
    /// @param patience after the acknowledgement
    Watch(Question question, Duration pause, Duration patience) {
        this.question = question;
        this.pause = pause;
        this.giveUpNanos = patience.toNanos();
    }

    /// Asks for the version that is served now.
    @FunctionalInterface
    interface Question {

        long version() throws Exception;
    }

    /// @param at by [System#nanoTime()]
    private record Write(long version, long at) {}

    /// Returns when the reader has had an answer: what it is asked for is kept from here on.
    void awaitFirstLook() throws InterruptedException {
        looked.await();
    }

    /// The write was acknowledged at this moment, with this version.
    void acknowledged(long version, long at) {
        acknowledged = new Write(version, at);
    }

    /// Returns for how many nanoseconds the old value was served; 0 when it was not.
    long run() throws Exception {
        boolean old = false;
        long renewed = NOT_YET;
        try {
            while (true) {
                Write before = acknowledged;
                long asked = System.nanoTime();
                long version = question.version();
                looked.countDown();
                if (before != null && version < before.version) {
                    old = true;
                    renewed = NOT_YET;
                    requirePatience(before, version, asked);
                } else if (before != null && renewed == NOT_YET) {
                    renewed = asked;
                } else if (before != null && asked - renewed >= COMES_BACK.toNanos()) {
                    return old ? renewed - before.at : 0;
                }
                Thread.sleep(pause);
            }
        } finally {
            // Nobody is to wait for a look that will not come.
            looked.countDown();
        }
    }

    private void requirePatience(Write write, long served, long now) {
        if (now - write.at > giveUpNanos) {
            throw new StalenessException(
                    "version " + write.version + " was not served after " + giveUpNanos / 1_000_000_000 + " s, but still "
                            + served);
        }
    }
}
