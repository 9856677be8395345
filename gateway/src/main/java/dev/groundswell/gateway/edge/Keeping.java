package dev.groundswell.gateway.edge;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.vertx.core.Context;
import io.vertx.core.MultiMap;

import dev.groundswell.gateway.cache.Directives;
import dev.groundswell.gateway.cache.Storing;
import dev.groundswell.gateway.cache.Validation;
import dev.groundswell.gateway.cache.Variant;
import dev.groundswell.gateway.exchange.Answer;
import dev.groundswell.gateway.header.RequestHeaders;
import dev.groundswell.gateway.route.Caching;
import dev.groundswell.gateway.store.AnswerHead;
import dev.groundswell.gateway.store.AnswerStore;
import dev.groundswell.gateway.store.InvalidationMarks;
import dev.groundswell.gateway.store.StoredAnswer;

/// Decides which answers to one fetch are kept, and keeps them. Immutable.
final class Keeping {

    private static final int FIRST_ERROR = 500;

    private final AnswerStore store;
    private final InvalidationMarks marks;
    private final Clock clock;
    private final AnswerHead.Asked asked;
    private final Caching caching;
    private final Lookup lookup;
    private final boolean authorized;
    private final int largest;
    private final int largestLag;

    /// @param lookup of the one who was first
    /// @param largest bytes of a body that is kept
    /// @param largestLag of the slowest reader of one that is not
    Keeping(AnswerStore store, InvalidationMarks marks, Clock clock, Lookup lookup, AnswerHead.Asked asked, int largest, int largestLag) {
        this.store = store;
        this.marks = marks;
        this.clock = clock;
        this.asked = asked;
        this.lookup = lookup;
        this.caching = lookup.exchange().route().caching();
        this.authorized = lookup.exchange().headers().contains("Authorization");
        this.largest = largest;
        this.largestLag = largestLag;
    }

    /// The head of an answer that may be kept; `null` when it may not, or if it would be of no use: stale at once and without a tag to ask about.
    @Nullable
    AnswerHead judge(Answer answer) {
        MultiMap headers = answer.headers();
        Directives said = Directives.ofAnswer(headers);
        Instant now = clock.instant();
        if (!allows(answer.status(), headers, said) || isTooLarge(headers) || isStoodInFor(answer.status(), now)) {
            return null;
        }
        AnswerHead head = AnswerHead.of(asked, answer.status(), headers, now);
        boolean useful = head.hasValidator()
                || !said.has("no-cache") && (head.lifetime().isFresh(head.resident(now)) || said.has("stale-if-error"));
        return useful && !head.hasTooManyNames() ? head : null;
    }

    /// The head of a kept answer that a 304 has confirmed. What the 304 says may forbid to keep it any longer: see [#allows(AnswerHead)].
    AnswerHead renewed(StoredAnswer known, Answer confirmation) {
        MultiMap headers = Validation.updated(known.head().headers(), confirmation.headers());
        return AnswerHead.ofConfirmed(asked, known.head().status(), headers, confirmation.headers().contains("Date"), clock.instant());
    }

    boolean allows(AnswerHead head) {
        return allows(head.status(), head.headers(), head.said());
    }

    /// Whether an answer must never be served again.
    boolean isGone(StoredAnswer answer) {
        return answer.verdict(marks) == InvalidationMarks.Verdict.GONE;
    }

    SharedBody collecting(Answer.Body.Streamed body, Context context) {
        return new SharedBody(body.chunks(), context, largest, largestLag);
    }

    void keep(StoredAnswer answer) {
        store.put(asked.target(), answer);
    }

    void forget(StoredAnswer answer) {
        store.remove(asked.target(), answer);
    }

    private boolean allows(int status, MultiMap headers, Directives said) {
        return Storing.allows(lookup.asked(), authorized, status, headers, said) && !setsForbiddenCookie(headers)
                && !variesByOurOwn(headers);
    }

    /// An error must not take the place of an answer that is there to stand in for it.
    private boolean isStoodInFor(int status, Instant now) {
        return status >= FIRST_ERROR && lookup.standInForError(now) != null;
    }

    private boolean setsForbiddenCookie(MultiMap headers) {
        return !caching.cookies() && headers.contains("Set-Cookie");
    }

    /// What the gateway writes or drops in the client's place cannot be told from the request, so nobody knows whom else such an answer is for.
    private static boolean variesByOurOwn(MultiMap headers) {
        if (!headers.contains("Vary")) {
            return false;
        }
        List<String> selecting = Variant.selecting(headers);
        return selecting.contains("cookie") || !selecting.stream().allMatch(RequestHeaders::mayPass);
    }

    private boolean isTooLarge(MultiMap headers) {
        String length = headers.get("Content-Length");
        return length != null && Long.parseLong(length) > largest;
    }
}
