package dev.groundswell.gateway.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.vertx.core.MultiMap;

/// How long an answer is fresh and how old it is: the arithmetic of RFC 9111, section 4.2, as a shared cache does it.
///
/// @param fresh how long the answer may be served without asking again, from the moment it was made
/// @param initialAge how old it was already when it came, with all it spent on the way
public record Lifetime(Duration fresh, Duration initialAge) {

    /// The part of the time since the last change that an answer is taken to stay as it is when it says nothing (section 4.2.2).
    private static final int HEURISTIC_PART = 10;

    /// Reads an answer's head.
    ///
    /// @param requested when the request for it went out
    /// @param received when its head had come
    /// @param unspoken what an answer is fresh for that says nothing and knows no last change; zero to ask each time
    public static Lifetime of(int status, MultiMap headers, Directives directives, Instant requested, Instant received, Duration unspoken) {
        Instant date = single(headers, "Date", received);
        return new Lifetime(fresh(status, headers, directives, date == null ? received : date, received, unspoken),
                initialAge(headers, date, requested, received));
    }

    /// The age to tell and to judge by, `resident` after the answer came (section 4.2.3).
    public Duration age(Duration resident) {
        return initialAge.plus(resident);
    }

    /// Fresh means younger than its lifetime: at the same age it is stale already (section 4.2).
    public boolean isFresh(Duration resident) {
        return fresh.compareTo(age(resident)) > 0;
    }

    /// Section 4.2.1: `s-maxage` before `max-age` before `Expires`; only without all three may a cache guess.
    private static Duration fresh(int status, MultiMap headers, Directives directives, Instant date, Instant received, Duration unspoken) {
        Long shared = directives.seconds("s-maxage");
        Long seconds = shared == null ? directives.seconds("max-age") : shared;
        if (seconds != null) {
            return Duration.ofSeconds(seconds);
        }
        if (headers.contains("Expires") && !directives.areTargeted()) {
            // Invalid, above all the customary 0, is in the past (section 5.3).
            Instant expires = single(headers, "Expires", received);
            return expires == null ? Duration.ZERO : notNegative(Duration.between(date, expires));
        }
        if (!Storing.isHeuristicallyCacheable(status) && !directives.has("public")) {
            return Duration.ZERO;
        }
        Instant changed = single(headers, "Last-Modified", received);
        return changed == null ? unspoken : notNegative(Duration.between(changed, date)).dividedBy(HEURISTIC_PART);
    }

    private static Duration initialAge(MultiMap headers, @Nullable Instant date, Instant requested, Instant received) {
        Duration apparent = date == null ? Duration.ZERO : notNegative(Duration.between(date, received));
        Duration corrected = Duration.ofSeconds(toldAge(headers)).plus(notNegative(Duration.between(requested, received)));
        return apparent.compareTo(corrected) > 0 ? apparent : corrected;
    }

    /// Of a list the first counts, and what is no number is as if it were not there (section 5.1).
    private static long toldAge(MultiMap headers) {
        String told = headers.get("Age");
        if (told == null) {
            return 0;
        }
        int comma = told.indexOf(',');
        return Math.max(0, WholeNumber.parse((comma < 0 ? told : told.substring(0, comma)).strip()));
    }

    /// A date that comes on several lines contradicts itself.
    private static @Nullable Instant single(MultiMap headers, String name, Instant now) {
        List<String> lines = headers.getAll(name);
        return lines.size() == 1 ? HttpDate.parse(lines.getFirst(), now) : null;
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
