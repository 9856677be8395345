package dev.groundswell.gateway.invalidation;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

import dev.groundswell.platform.events.CacheInvalidated;
import dev.groundswell.platform.events.EventSender;
import dev.groundswell.platform.tracing.RequestTrace;

/// The invalidations this gateway has published or is about to. Thread-safe.
@Singleton
class Invalidations {

    private static final Logger LOG = Logger.getLogger(Invalidations.class);
    /// Milliseconds. A healthy Kafka acknowledges in a few; the producer itself goes on trying for two minutes.
    private static final long PATIENCE = 5_000;
    /// With Kafka away, events wait in memory, up to a megabyte each.
    private static final int MOST_UNDERWAY = 64;

    private final Vertx vertx;
    private final ObjectMapper mapper;
    private final EventSender events;
    private final StaleAnswers answers;
    private final Clock clock;
    private final AtomicInteger underway = new AtomicInteger();

    Invalidations(Vertx vertx, ObjectMapper mapper, EventSender events, StaleAnswers answers, Clock clock) {
        this.vertx = vertx;
        this.mapper = mapper;
        this.events = events;
        this.answers = answers;
        this.clock = clock;
    }

    /// Completes with the event's id when Kafka has it, and obeyed here already; fails when Kafka does not say so in time, and then it may still
    /// get it.
    Future<String> publish(Invalidation invalidation) {
        if (underway.incrementAndGet() > MOST_UNDERWAY) {
            underway.decrementAndGet();
            return Future.failedFuture(new RejectedExecutionException(MOST_UNDERWAY + " invalidations wait for Kafka"));
        }
        String id = UUID.randomUUID().toString();
        CacheInvalidated told = new CacheInvalidated(id, clock.instant(), entries(invalidation.tags()), entries(invalidation.paths()),
                Boolean.TRUE.equals(invalidation.hard()));
        Promise<String> acknowledged = Promise.promise();
        long timer = vertx.setTimer(PATIENCE, late -> acknowledged.tryFail(new TimeoutException("not acknowledged in time")));
        Cancellable never = events.send(told.outgoing(mapper, id, RequestTrace.current()))
                .onTermination().invoke(underway::decrementAndGet)
                .subscribe().with(sent -> {
                    answers.invalidated(told);
                    acknowledged.tryComplete(id);
                }, failure -> {
                    LOG.warnf("an invalidation was not published: %s", failure.getMessage());
                    acknowledged.tryFail(failure);
                });
        return acknowledged.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    /// Without nulls, which [Invalidation#checked()] has refused.
    private static @Nullable List<String> entries(@Nullable List<@Nullable String> checked) {
        return checked == null ? null : checked.stream().filter(Objects::nonNull).toList();
    }
}
