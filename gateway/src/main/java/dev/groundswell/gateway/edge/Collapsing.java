package dev.groundswell.gateway.edge;

import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

import dev.groundswell.gateway.cache.Reuse;
import dev.groundswell.gateway.cache.Validation;
import dev.groundswell.gateway.exchange.Answer;
import dev.groundswell.gateway.exchange.Exchange;
import dev.groundswell.gateway.header.RequestHeaders;
import dev.groundswell.gateway.store.AnswerHead;
import dev.groundswell.gateway.store.AnswerStore;
import dev.groundswell.gateway.store.InvalidationMarks;
import dev.groundswell.gateway.store.StoreSettings;
import dev.groundswell.gateway.store.StoredAnswer;
import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

/// Has a service asked once for all who want the same at the same time (RFC 9111, section 4). Thread-safe.
///
/// Who waits is served as soon as the head is there and allows it. Where it does not, each asks for itself and for a while nobody waits. Where the
/// service failed, one of those who waited asks once more for all of them, and only the second failure is everybody's.
@Singleton
class Collapsing {

    private static final Logger LOG = Logger.getLogger(Collapsing.class);
    private static final int MOST_WAITS = 2;
    private static final int FIRST_ERROR = 500;
    private static final int GATEWAY_TIMEOUT = 504;
    private static final String SHORTLY = "1";

    private final Vertx vertx;
    private final AnswerStore store;
    private final InvalidationMarks marks;
    private final Serving serving;
    private final EdgeCacheMetrics metrics;
    private final Clock clock;
    private final EdgeCacheSettings settings;
    private final int largest;
    private final Fetches fetches;

    Collapsing(Vertx vertx, AnswerStore store, InvalidationMarks marks, Serving serving, EdgeCacheMetrics metrics, Clock clock,
            EdgeCacheSettings settings,
            StoreSettings storeSettings) {
        this.vertx = vertx;
        this.store = store;
        this.marks = marks;
        this.serving = serving;
        this.metrics = metrics;
        this.clock = clock;
        this.settings = settings;
        this.largest = Math.toIntExact(storeSettings.largest().asLongValue());
        this.fetches = new Fetches(settings);
    }

    /// Answers a read that nothing kept answers. Called on the request's event loop, and completes there.
    ///
    /// @param again looks for an answer once more, for a request whose wait was in vain
    Future<Answer> ask(Lookup lookup, Function<Lookup, Future<Answer>> again) {
        String key = key(lookup);
        if (lookup.insists() || lookup.waits() >= MOST_WAITS || fetches.passes(key)) {
            Fetch own = fetch(lookup, key);
            return lead(lookup, own, lookup.insists() || lookup.kept() != null ? lookup.reason() : CacheStatus.PASSED);
        }
        Fetch running = fetches.find(key);
        if (running == null) {
            Fetch own = fetch(lookup, key);
            running = fetches.open(key, own);
            if (running == null) {
                return lead(lookup, own, lookup.reason());
            }
        }
        return wait(lookup, running, again);
    }

    /// Fetches anew what was served stale, when nobody does yet.
    void refresh(Lookup lookup) {
        String key = key(lookup);
        if (fetches.find(key) != null) {
            return;
        }
        Fetch own = fetch(lookup, key);
        if (fetches.open(key, own) == null) {
            own.outcome().onFailure(failure -> LOG.debugf("%s was not refreshed: %s", lookup.target(), failure.getMessage()))
                    .onSuccess(Collapsing::drop);
            own.start(lookup.next());
        }
    }

    private Future<Answer> lead(Lookup lookup, Fetch fetch, CacheStatus status) {
        var _ = enter(lookup, fetch);
        Promise<Answer> answered = Promise.promise();
        fetch.outcome().onComplete(outcome -> attempt(() -> resolve(lookup, outcome, status)).onComplete(answered));
        lookup.exchange().endRequest();
        fetch.start(lookup.next());
        return answered.future();
    }

    private Future<Answer> resolve(Lookup lookup, AsyncResult<Outcome> outcome, CacheStatus status) {
        if (outcome.failed()) {
            StoredAnswer standIn = unlessGone(lookup.standInForSilence(clock.instant(), settings));
            return standIn == null ? Future.failedFuture(outcome.cause()) : serve(lookup, standIn, CacheStatus.STOOD_IN);
        }
        if (outcome.result() instanceof Outcome.Personal personal) {
            return Future.succeededFuture(personal(lookup, personal, status));
        }
        Answer answer = shared(lookup, outcome.result(), status, CacheStatus.VALIDATED);
        return answer == null
                ? Future.failedFuture(new IllegalStateException("the first reader of " + lookup.target() + " came too late"))
                : Future.succeededFuture(answer);
    }

    private Future<Answer> wait(Lookup lookup, Fetch fetch, Function<Lookup, Future<Answer>> again) {
        Fetch.Interest interest = enter(lookup, fetch);
        lookup.exchange().endRequest();
        Context context = vertx.getOrCreateContext();
        Promise<Answer> answered = Promise.promise();
        fetch.outcome().onComplete(outcome -> context.runOnContext(on -> {
            attempt(() -> {
                Answer answer = outcome.succeeded() ? forOneWhoWaited(lookup, fetch, outcome.result()) : null;
                if (answer != null) {
                    return Future.succeededFuture(answer);
                }
                interest.leave();
                return afterWaiting(lookup, outcome, again);
            }).onComplete(answered);
        }));
        return answered.future();
    }

    private @Nullable Answer forOneWhoWaited(Lookup lookup, Fetch fetch, Outcome outcome) {
        AnswerHead head = head(outcome);
        if (head == null) {
            return null;
        }
        // What was marked while it was on its way may be older than what this request's client knows already.
        if (!head.variant().isFor(lookup.exchange().headers()) || head.verdict(marks) != InvalidationMarks.Verdict.VALID) {
            // One of those who want another answer asks for it, and the rest wait for that one.
            fetch.admitNobody();
            return null;
        }
        if (head.reuse(lookup.asked(), clock.instant()) != Reuse.SERVE) {
            return null;
        }
        return shared(lookup, outcome, lookup.kept() == null ? CacheStatus.MISS_COLLAPSED : CacheStatus.STALE_COLLAPSED,
                CacheStatus.VALIDATED_COLLAPSED);
    }

    private static @Nullable AnswerHead head(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Kept kept -> kept.answer().head();
            case Outcome.Shared shared -> shared.head();
            case Outcome.Personal personal -> null;
        };
    }

    private Future<Answer> afterWaiting(Lookup lookup, AsyncResult<Outcome> outcome, Function<Lookup, Future<Answer>> again) {
        if (lookup.exchange().isAbandoned()) {
            return Future.failedFuture("the client has gone");
        }
        AnswerHead head = outcome.succeeded() ? head(outcome.result()) : null;
        Lookup waited = lookup.afterWaiting(head != null && marks.markedLately(head.names()));
        if (outcome.failed()) {
            StoredAnswer standIn = unlessGone(lookup.standInForSilence(clock.instant(), settings));
            if (standIn != null) {
                return serve(lookup, standIn, CacheStatus.STOOD_IN);
            }
            return waited.waits() < MOST_WAITS && !tookTooLong(outcome.cause())
                    ? again.apply(waited)
                    : Future.failedFuture(outcome.cause());
        }
        if (outcome.result() instanceof Outcome.Personal personal && personal.failed()) {
            StoredAnswer standIn = unlessGone(lookup.standInForError(clock.instant()));
            if (standIn != null) {
                return serve(lookup, standIn, CacheStatus.STOOD_IN);
            }
            if (waited.waits() >= MOST_WAITS && personal.answer().status() >= FIRST_ERROR) {
                return Future.failedFuture(failing());
            }
        }
        return again.apply(waited);
    }

    /// A time-out is never repeated: who waited has waited long enough, and the load would double.
    private static boolean tookTooLong(Throwable failure) {
        return failure instanceof Refusal refusal && refusal.problem().status() == GATEWAY_TIMEOUT;
    }

    /// For those who waited twice for a service that answers with errors: all of them at once would be its end.
    private static Refusal failing() {
        return new Refusal(Problem.unavailable("The service behind this path fails at the moment."), Map.of("Retry-After", SHORTLY));
    }

    /// Whatever is thrown becomes a failure: who waits must hear of it.
    private static Future<Answer> attempt(Supplier<Future<Answer>> step) {
        try {
            return step.get();
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }

    private Answer personal(Lookup lookup, Outcome.Personal personal, CacheStatus status) {
        StoredAnswer standIn = personal.failed() ? unlessGone(lookup.standInForError(clock.instant())) : null;
        if (standIn != null) {
            drop(personal);
            metrics.count(CacheStatus.STOOD_IN);
            return serving.answer(standIn, lookup.exchange(), clock.instant(), CacheStatus.STOOD_IN);
        }
        metrics.count(status);
        status.addTo(personal.answer().headers());
        return personal.answer();
    }

    /// `null` when a body is too far on its way to be joined.
    private @Nullable Answer shared(Lookup lookup, Outcome outcome, CacheStatus fetched, CacheStatus validated) {
        CacheStatus status = outcome instanceof Outcome.Kept kept && kept.validated() ? validated : fetched;
        Answer answer = switch (outcome) {
            case Outcome.Kept kept -> serving.answer(kept.answer(), lookup.exchange(), clock.instant(), status);
            case Outcome.Shared shared ->
                serving.answer(shared, lookup.exchange(), new BodyReader(shared.body(), vertx.getOrCreateContext()),
                        clock.instant(), status);
            case Outcome.Personal personal -> null;
        };
        if (answer != null) {
            metrics.count(status);
        }
        return answer;
    }

    private Future<Answer> serve(Lookup lookup, StoredAnswer kept, CacheStatus status) {
        metrics.count(status);
        return Future.succeededFuture(serving.answer(kept, lookup.exchange(), clock.instant(), status));
    }

    /// It may have been removed since it was found.
    private @Nullable StoredAnswer unlessGone(@Nullable StoredAnswer standIn) {
        return standIn == null || standIn.verdict(marks) == InvalidationMarks.Verdict.GONE ? null : standIn;
    }

    private static void drop(Outcome outcome) {
        if (outcome instanceof Outcome.Personal personal && personal.answer().body() instanceof Answer.Body.Streamed streamed) {
            streamed.cancel().run();
        }
    }

    private static Fetch.Interest enter(Lookup lookup, Fetch fetch) {
        Fetch.Interest interest = fetch.enter();
        lookup.exchange().whenAnswered(interest::leave);
        return interest;
    }

    /// With a blank, which no target has: else a target could be written that is another's key.
    private String key(Lookup lookup) {
        String secondary = store.secondaryKey(lookup.target(), lookup.exchange().headers());
        return secondary.isEmpty() ? lookup.target() : lookup.target() + ' ' + secondary;
    }

    /// Asks about what is kept if that has a tag; else for the whole, whatever part or change the client asked for, so that it serves everybody.
    private Fetch fetch(Lookup lookup, String key) {
        Exchange exchange = lookup.exchange();
        // What the client's connection keeps from the service, the service cannot have answered by.
        MultiMap seen = MultiMap.caseInsensitiveMultiMap();
        RequestHeaders.pass(exchange.headers(), seen);
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(seen);
        headers.remove(HttpHeaderNames.RANGE).remove(HttpHeaderNames.IF_RANGE).remove(HttpHeaderNames.COOKIE);
        StoredAnswer kept = lookup.kept();
        StoredAnswer known = kept != null && Validation.ask(kept.head().headers(), headers) ? kept : null;
        if (known == null && !fetches.passes(key)) {
            headers.remove(HttpHeaderNames.IF_NONE_MATCH).remove(HttpHeaderNames.IF_MODIFIED_SINCE);
        }
        long knownCount = lookup.pastCaches() ? marks.count() : marks.countKnown();
        var asked = new AnswerHead.Asked(lookup.target(), seen, clock.instant(), marks.count(), knownCount,
                exchange.route().caching().unspoken());
        Keeping keeping = new Keeping(store, marks, clock, lookup, asked, largest, Math.toIntExact(settings.largestLag().asLongValue()));
        return new Fetch(exchange.inquiry(headers, lookup.pastCaches()), vertx.getOrCreateContext(), known, keeping,
                fetches.registration(key));
    }
}
