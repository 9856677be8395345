package dev.groundswell.gateway.limit;

/// What this process knows of one caller. Thread-safe.
final class Known {

    private Tat tat = Tat.NEVER;
    private long refusedUntil = Long.MIN_VALUE;
    private long passesFrom = Long.MIN_VALUE;

    /// What Redis said. What was counted here while it was away is not forgotten.
    ///
    /// @param sent when it was asked, by this process' own clock
    /// @param heard when it had answered: it decided between the two
    synchronized void told(GcraScript.Asked asked, Rate.Taken taken, long now, long sent, long heard) {
        tat = taken.tat().orLater(tat);
        if (taken.passed() < asked.count()) {
            long wait = asked.rate().untilOne(taken.tat(), now);
            refusedUntil = sent + wait;
            passesFrom = heard + wait;
        }
    }

    /// Whether Redis would certainly refuse: nobody's arrival makes a caller's time come sooner.
    synchronized boolean isRefused(long time) {
        return time < refusedUntil;
    }

    /// Refuses without counting.
    ///
    /// @param ahead of this process' clock is Redis'
    synchronized Decision refusal(Rate rate, long time, long ahead) {
        long wait = passesFrom - time;
        return new Decision(false, 0, wait, Math.max(wait, rate.untilAll(tat, time + ahead)));
    }

    /// Decides here.
    synchronized Decision decide(Rate rate, long now) {
        Rate.Taken taken = rate.take(tat, now, 1);
        tat = taken.tat();
        return Decision.of(rate, tat, now, taken.passed(), 0);
    }
}
