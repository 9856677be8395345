package dev.groundswell.gateway.cache;

import java.time.Duration;

/// What a kept answer is good for when a request finds it (RFC 9111, sections 4 and 5.2.1; RFC 5861).
public enum Reuse {
    /// It is the answer.
    SERVE,
    /// It is the answer, and once that went out the service is asked for a newer one (RFC 5861, section 3).
    SERVE_AND_REFRESH,
    /// The service must say first that it still holds.
    VALIDATE;

    /// @param asked the request's directives
    /// @param said the kept answer's
    /// @param resident how long it has been kept
    public static Reuse of(Directives asked, Directives said, Lifetime lifetime, Duration resident) {
        if (asked.has("no-cache") || said.has("no-cache") || isTooOldFor(asked, lifetime, resident)) {
            return VALIDATE;
        }
        if (lifetime.isFresh(resident)) {
            return SERVE;
        }
        if (forbidsStale(said)) {
            return VALIDATE;
        }
        Duration stale = lifetime.age(resident).minus(lifetime.fresh());
        if (asked.has("max-stale") && (!asked.hasArgument("max-stale") || within(asked, "max-stale", stale))) {
            return SERVE;
        }
        return within(said, "stale-while-revalidate", stale) ? SERVE_AND_REFRESH : VALIDATE;
    }

    /// Whether the kept answer may stand in for a service that answers with an error: both sides may allow it (RFC 5861, section 4), the answer
    /// alone can forbid it.
    public static boolean standsInForError(Directives asked, Directives said, Lifetime lifetime, Duration resident) {
        Duration stale = lifetime.age(resident).minus(lifetime.fresh());
        return maySpeakStale(asked, said, lifetime, resident)
                && (within(said, "stale-if-error", stale) || within(asked, "stale-if-error", stale));
    }

    /// Whether the kept answer may stand in for a service that cannot be reached (section 4.2.4): as for an error, and where neither side named
    /// a bound for those, for a time of our own.
    ///
    /// @param silent how long after it became stale
    public static boolean standsInForSilence(Directives asked, Directives said, Lifetime lifetime, Duration resident, Duration silent) {
        if (said.has("stale-if-error") || asked.has("stale-if-error")) {
            return standsInForError(asked, said, lifetime, resident);
        }
        Duration stale = lifetime.age(resident).minus(lifetime.fresh());
        return maySpeakStale(asked, said, lifetime, resident) && stale.compareTo(silent) <= 0;
    }

    private static boolean maySpeakStale(Directives asked, Directives said, Lifetime lifetime, Duration resident) {
        return !asked.has("no-cache") && !said.has("no-cache") && !forbidsStale(said) && !isTooOldFor(asked, lifetime, resident);
    }

    private static boolean isTooOldFor(Directives asked, Lifetime lifetime, Duration resident) {
        Duration age = lifetime.age(resident);
        Long oldest = asked.seconds("max-age");
        Long freshness = asked.seconds("min-fresh");
        return oldest != null && age.compareTo(Duration.ofSeconds(oldest)) > 0
                || freshness != null && lifetime.fresh().minus(age).compareTo(Duration.ofSeconds(freshness)) < 0;
    }

    /// `s-maxage` says what `proxy-revalidate` says, besides (section 5.2.2.10).
    private static boolean forbidsStale(Directives said) {
        return said.has("must-revalidate") || said.has("proxy-revalidate") || said.has("s-maxage");
    }

    private static boolean within(Directives directives, String name, Duration stale) {
        Long seconds = directives.seconds(name);
        return seconds != null && stale.compareTo(Duration.ofSeconds(seconds)) <= 0;
    }
}
