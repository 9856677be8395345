package dev.groundswell.testbed.retail;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// How a replay ended.
///
/// @param pennies what the confirmed orders come to, as the orders themselves say
/// @param accepting from the first order sent to the last accepted
/// @param settling from the first order sent to the last settled, by the time the orders carry
/// @param putOff requests that came back after 429 or 503 with `Retry-After`
/// @param unanswered requests repeated because no answer came
/// @param discrepancies what does not reconcile, a sentence each
public record ReplayReport(int accepted, long confirmed, long rejected, long pennies, Duration accepting, Duration settling, long putOff,
        long unanswered,
        List<String> discrepancies) {

    private static final double MILLIS = 1_000.0;

    public boolean reconciled() {
        return discrepancies.isEmpty();
    }

    String details() {
        return String.format(Locale.ROOT,
                "accepted in %.1f s, all settled after %.1f s; %,d requests put off by Retry-After, %,d repeated without an answer",
                accepting.toMillis() / MILLIS, settling.toMillis() / MILLIS, putOff, unanswered);
    }

    /// The summary.
    public String line() {
        return String.format(Locale.ROOT,
                "replayed: %,d accepted (%.0f/s), %,d confirmed, %,d rejected (settled %.0f/s), total %,d.%02d GBP, %s", accepted,
                perSecond(accepted, accepting), confirmed, rejected, perSecond(confirmed + rejected, settling), pennies / 100,
                pennies % 100,
                reconciled() ? "reconciled" : String.format(Locale.ROOT, "%,d discrepancies", discrepancies.size()));
    }

    private static double perSecond(long count, Duration time) {
        return count * MILLIS / Math.max(1, time.toMillis());
    }
}
