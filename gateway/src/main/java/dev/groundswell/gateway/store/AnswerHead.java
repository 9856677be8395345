package dev.groundswell.gateway.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.vertx.core.MultiMap;

import dev.groundswell.gateway.cache.Directives;
import dev.groundswell.gateway.cache.Lifetime;
import dev.groundswell.gateway.cache.Reuse;
import dev.groundswell.gateway.cache.Variant;

/// The head of a service's answer and what follows from it, worked out once. Immutable, safe from every thread.
///
/// @param headers end-to-end headers; nobody may change them
/// @param said its directives for us
/// @param variant the requests it is for
/// @param requested when it was asked for
/// @param received when it came
/// @param marked the count of invalidations when it was asked for
/// @param known the count as of which it shows things, at least
/// @param names by which it can be declared stale: its path, its whole target, and [#tag(String)] of each tag
public record AnswerHead(int status, MultiMap headers, Directives said, Lifetime lifetime, Variant variant, Instant requested,
        Instant received, long marked, long known, List<String> names) {

    private static final int MOST_NAMES = 1_000;

    /// What was asked, as far as an answer's head is judged by it.
    ///
    /// @param target path and query as the service got them
    /// @param headers what a service may have answered by
    /// @param at when it was asked
    /// @param marked the count of invalidations at that time
    /// @param known the count as of which a service answers to that, at least
    /// @param unspoken what an answer is fresh for that says nothing
    public record Asked(String target, MultiMap headers, Instant at, long marked, long known, Duration unspoken) {}

    public static AnswerHead of(Asked asked, int status, MultiMap headers, Instant received) {
        return of(asked, status, headers, headers, received);
    }

    /// The head of an answer that was kept and of which a 304 has said that it holds.
    ///
    /// @param headers as the 304 has left them
    /// @param dated whether it had a date: without one it was made when it came, whatever the kept answer's date is
    public static AnswerHead ofConfirmed(Asked asked, int status, MultiMap headers, boolean dated, Instant received) {
        MultiMap timed = dated ? headers : MultiMap.caseInsensitiveMultiMap().addAll(headers).remove("Date");
        return of(asked, status, headers, timed, received);
    }

    private static AnswerHead of(Asked asked, int status, MultiMap headers, MultiMap timed, Instant received) {
        Directives said = Directives.ofAnswer(headers);
        return new AnswerHead(status, headers, said, Lifetime.of(status, timed, said, asked.at, received, asked.unspoken),
                Variant.of(asked.headers, headers), asked.at, received, asked.marked, asked.known, names(asked.target, headers));
    }

    /// The name of a tag, which no path can be.
    public static String tag(String tag) {
        return "#" + tag;
    }

    /// The path of a target, with or without a query.
    public static String path(String target) {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }

    /// Whether it has more names than are noted: then it could not be declared stale by all of them.
    public boolean hasTooManyNames() {
        return names.size() >= MOST_NAMES;
    }

    /// What it is good for, as far as time and directives say.
    public Reuse reuse(Directives asked, Instant now) {
        return Reuse.of(asked, said, lifetime, resident(now));
    }

    /// What invalidations say of it.
    public InvalidationMarks.Verdict verdict(InvalidationMarks marks) {
        return marks.verdict(names, marked, known);
    }

    public Duration resident(Instant now) {
        return Duration.between(received, now);
    }

    public Duration age(Instant now) {
        return lifetime.age(resident(now));
    }

    /// Whether it was asked for after another. An invalidation in between decides; clocks step, and go back.
    boolean isAskedAfter(AnswerHead other) {
        return marked == other.marked ? requested.isAfter(other.requested) : marked > other.marked;
    }

    public boolean hasValidator() {
        return headers.contains("ETag") || headers.contains("Last-Modified");
    }

    private static List<String> names(String target, MultiMap headers) {
        List<String> names = new ArrayList<>();
        String path = path(target);
        names.add(path);
        if (path.length() < target.length()) {
            names.add(target);
        }
        for (String line : headers.getAll("Cache-Tag")) {
            for (String tag : line.split(",")) {
                if (!tag.isBlank() && names.size() < MOST_NAMES) {
                    names.add(tag(tag.strip()));
                }
            }
        }
        return List.copyOf(names);
    }
}
