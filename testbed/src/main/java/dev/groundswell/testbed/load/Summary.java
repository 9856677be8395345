package dev.groundswell.testbed.load;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A run in figures.
///
/// @param elapsed from the first request's start to the last one's end
/// @param cut requests still unanswered when the run had waited for the last answers; they count as errors
/// @param cpu of this process during the run, which made the load on the cores it may share with the shop
/// @param mostLate by how much the latest arrival of an open model was late; its wait counts
record Summary(LoadPlan plan, Map<Operation, Totals> operations, Duration elapsed, long cut, Duration cpu, Duration mostLate,
        int products) {
    static Summary of(LoadRun run) {
        // Who ends a run early cuts off requests that the shop might have answered.
        long cut = run.isStopped() ? 0 : run.measurements().inFlight();
        return new Summary(run.plan(), run.measurements().totals(), run.measurements().elapsed(), cut, run.cpu(),
                Duration.ofNanos(run.arrivals().mostLate()), run.products());
    }

    /// All operations together.
    Totals all() {
        Totals all = Totals.sum(operations.values());
        if (cut == 0) {
            return all;
        }
        Map<String, Long> errors = new TreeMap<>(all.errors());
        errors.merge(Measurements.UNANSWERED, cut, Long::sum);
        return new Totals(all.times(), all.limited(), errors);
    }

    double perSecond(Totals totals) {
        return elapsed.isZero() ? 0 : totals.good() / seconds(elapsed);
    }

    /// Answers other than 2xx and 429, and requests without one.
    boolean hasErrors() {
        return all().bad() > 0;
    }

    /// CPU seconds of this process for each second of the run.
    double generatorCores() {
        return elapsed.isZero() ? 0 : seconds(cpu) / seconds(elapsed);
    }

    /// A table by operation, what went wrong, and what the generator itself took.
    String table() {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-13s %9s %9s %9s %9s %9s %9s %9s %9s %7s %7s%n", "operation",
                "requests", "2xx/s", "mean ms", "p50", "p95", "p99", "p99.9", "max", "429", "errors"));
        operations.forEach((operation, totals) -> text.append(row(operation.label(), totals)));
        Totals all = all();
        if (operations.size() > 1) {
            text.append(row("all", all));
        }
        if (all.limited() > 0) {
            text.append("429: the shop limits each customer, who then waits as told; ./dev up --limits off measures what it can do without")
                    .append(System.lineSeparator());
        }
        if (all.bad() > 0) {
            text.append("errors by status: ").append(all.errors()).append(System.lineSeparator());
        }
        text.append(String.format(Locale.ROOT, "generator     %.1f s of CPU, %.2f of %d cores", seconds(cpu), generatorCores(),
                Runtime.getRuntime().availableProcessors()));
        if (plan.rate().isPresent()) {
            text.append(String.format(Locale.ROOT, "; its latest arrival was %.1f ms late, which counts", mostLate.toNanos() / 1e6));
        }
        return text.append(System.lineSeparator()).toString();
    }

    /// `load: 12345 requests in 60.0 s, 205.7 good ones a second, p50 3.4 ms, p95 … , 0 limited (429), 0 errors`
    String line() {
        Totals all = all();
        return String.format(Locale.ROOT,
                "load: %d requests in %.1f s, %.1f a second, p50 %.2f ms, p95 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, %d limited (429), %d errors",
                all.requests(), seconds(elapsed), perSecond(all), all.millis(50), all.millis(95), all.millis(99), all.millis(99.9),
                all.limited(), all.bad());
    }

    private String row(String label, Totals totals) {
        return String.format(Locale.ROOT, "%-13s %9d %9.1f %9.2f %9.2f %9.2f %9.2f %9.2f %9.2f %7d %7d%n", label, totals.requests(),
                perSecond(totals), totals.meanMillis(), totals.millis(50), totals.millis(95), totals.millis(99), totals.millis(99.9),
                totals.maxMillis(), totals.limited(), totals.bad());
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
