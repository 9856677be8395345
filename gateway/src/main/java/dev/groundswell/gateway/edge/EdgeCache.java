package dev.groundswell.gateway.edge;

import java.time.Clock;
import java.time.Instant;

import jakarta.inject.Singleton;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;

import dev.groundswell.gateway.cache.Directives;
import dev.groundswell.gateway.cache.Reuse;
import dev.groundswell.gateway.exchange.Answer;
import dev.groundswell.gateway.exchange.Exchange;
import dev.groundswell.gateway.exchange.Step;
import dev.groundswell.gateway.store.AnswerStore;
import dev.groundswell.gateway.store.InvalidationMarks;
import dev.groundswell.gateway.store.InvalidationMarks.Verdict;
import dev.groundswell.gateway.store.StoredAnswer;
import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

/// The step that answers reads from what is kept (RFC 9111). Thread-safe.
@Singleton
public class EdgeCache implements Step {

    private final AnswerStore store;
    private final InvalidationMarks marks;
    private final Collapsing collapsing;
    private final Freshening freshening;
    private final Serving serving;
    private final EdgeCacheMetrics metrics;
    private final Clock clock;

    EdgeCache(AnswerStore store, InvalidationMarks marks, Collapsing collapsing, Freshening freshening, Serving serving,
            EdgeCacheMetrics metrics,
            Clock clock) {
        this.store = store;
        this.marks = marks;
        this.collapsing = collapsing;
        this.freshening = freshening;
        this.serving = serving;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public Future<Answer> handle(Exchange exchange, Next next) {
        HttpMethod method = exchange.method();
        if (method != HttpMethod.GET && method != HttpMethod.HEAD) {
            return next.handle(exchange).map(answer -> freshening.afterChange(exchange, answer));
        }
        if (!exchange.route().caching().on()) {
            return next.handle(exchange);
        }
        MultiMap headers = exchange.headers();
        Directives asked = headers.contains(HttpHeaderNames.CACHE_CONTROL)
                ? Directives.of(headers.getAll(HttpHeaderNames.CACHE_CONTROL))
                : Directives.NONE;
        return asked.has("no-store") || isJudgedByTheService(headers)
                ? pass(exchange, next)
                : lookUp(exchange, next, exchange.target().keeping(exchange.route().query()), asked, false, 0);
    }

    private Future<Answer> lookUp(Exchange exchange, Next next, String target, Directives asked, boolean past, int waits) {
        StoredAnswer found = store.find(target, exchange.headers());
        Verdict verdict = found == null ? Verdict.GONE : found.verdict(marks);
        if (found == null || verdict == Verdict.GONE) {
            return ask(
                    new Lookup(exchange, next, target, asked, null, asked.has("no-cache"), past || found != null && isMarkedLately(found),
                            waits));
        }
        if (asked == Directives.NONE && verdict == Verdict.VALID && isPlain(exchange)) {
            long millis = clock.millis();
            if (found.isFresh(millis)) {
                metrics.count(CacheStatus.HIT);
                Answer.Body body = found.ready(millis, age -> serving.prepared(found, age));
                return Future.succeededFuture(new Answer(found.head().status(), MultiMap.caseInsensitiveMultiMap(), body));
            }
        }
        Instant now = clock.instant();
        Reuse reuse = verdict == Verdict.VALID ? found.head().reuse(asked, now) : Reuse.VALIDATE;
        if (reuse == Reuse.SERVE) {
            return serve(found, exchange, now, CacheStatus.HIT);
        }
        boolean insists = verdict == Verdict.VALID && found.head().reuse(Directives.NONE, now) == Reuse.SERVE;
        Lookup lookup = new Lookup(exchange, next, target, asked, found, insists || asked.has("no-cache"),
                past || verdict == Verdict.STALE && isMarkedLately(found), waits);
        if (reuse == Reuse.SERVE_AND_REFRESH) {
            exchange.whenAnswered(() -> collapsing.refresh(lookup));
            return serve(found, exchange, now, CacheStatus.HIT_STALE);
        }
        return ask(lookup);
    }

    private boolean isMarkedLately(StoredAnswer found) {
        return marks.markedLately(found.head().names());
    }

    private Future<Answer> serve(StoredAnswer kept, Exchange exchange, Instant now, CacheStatus status) {
        metrics.count(status);
        return Future.succeededFuture(serving.answer(kept, exchange, now, status));
    }

    private Future<Answer> ask(Lookup lookup) {
        Exchange exchange = lookup.exchange();
        if (lookup.asked().has("only-if-cached")) {
            throw new Refusal(
                    Problem.of("not-kept", "Not kept", 504, "Nothing is kept that could answer this, and the request takes nothing else."));
        }
        if (exchange.method() == HttpMethod.HEAD) {
            return pass(exchange, lookup.next()).map(answer -> freshening.afterHead(lookup, answer));
        }
        if (lookup.kept() == null && exchange.headers().contains(HttpHeaderNames.RANGE)) {
            return pass(exchange, lookup.next());
        }
        return collapsing.ask(lookup, this::lookUpAgain);
    }

    /// What somebody else has asked for was not for this request: perhaps what is kept now is.
    private Future<Answer> lookUpAgain(Lookup lookup) {
        return lookUp(lookup.exchange(), lookup.next(), lookup.target(), lookup.asked(), lookup.pastCaches(), lookup.waits());
    }

    /// Whether the whole answer is wanted, as nearly always.
    private static boolean isPlain(Exchange exchange) {
        MultiMap headers = exchange.headers();
        return exchange.method() == HttpMethod.GET && !headers.contains(HttpHeaderNames.IF_NONE_MATCH)
                && !headers.contains(HttpHeaderNames.IF_MODIFIED_SINCE) && !headers.contains(HttpHeaderNames.RANGE);
    }

    private Future<Answer> pass(Exchange exchange, Next next) {
        metrics.count(CacheStatus.PASSED);
        return next.handle(exchange);
    }

    /// Conditions for changing something, on a read: they compare with what only the service knows.
    private static boolean isJudgedByTheService(MultiMap headers) {
        return headers.contains(HttpHeaderNames.IF_MATCH) || headers.contains(HttpHeaderNames.IF_UNMODIFIED_SINCE);
    }
}
