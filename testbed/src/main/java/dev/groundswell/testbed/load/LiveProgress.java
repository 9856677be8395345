package dev.groundswell.testbed.load;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Tells each second how a run goes; nothing before its first answer.
final class LiveProgress implements AutoCloseable {
    private final Measurements measurements;
    private final PrintStream out;
    private final ScheduledExecutorService clock = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("load-progress").factory());
    private long requestsBefore;

    LiveProgress(Measurements measurements, PrintStream out) {
        this.measurements = measurements;
        this.out = out;
        var _ = clock.scheduleAtFixedRate(this::tell, 1, 1, TimeUnit.SECONDS);
    }

    private void tell() {
        Totals so = Totals.sum(measurements.totals().values());
        long requests = so.requests();
        if (requests > 0) {
            out.printf(Locale.ROOT, "%5d s  %9d requests %7d/s   p50 %8.2f ms   p99 %8.2f ms   %d limited   %d errors%n",
                    measurements.elapsed().toSeconds(), requests, requests - requestsBefore, so.millis(50), so.millis(99), so.limited(),
                    so.bad());
            out.flush();
        }
        requestsBefore = requests;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
