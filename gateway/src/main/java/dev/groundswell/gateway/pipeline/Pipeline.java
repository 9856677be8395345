package dev.groundswell.gateway.pipeline;

import java.util.List;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import dev.groundswell.gateway.body.AnnouncedLength;
import dev.groundswell.gateway.consistency.TokenCookie;
import dev.groundswell.gateway.edge.EdgeCache;
import dev.groundswell.gateway.exchange.Answer;
import dev.groundswell.gateway.exchange.Exchange;
import dev.groundswell.gateway.exchange.Step;
import dev.groundswell.gateway.header.Framing;
import dev.groundswell.gateway.identity.Identification;
import dev.groundswell.gateway.invalidation.InvalidatingCaches;
import dev.groundswell.gateway.journey.OrderJourney;
import dev.groundswell.gateway.route.Routes;
import dev.groundswell.gateway.route.Target;
import dev.groundswell.gateway.upstream.Upstream;
import dev.groundswell.platform.metrics.RequestMeasuring;
import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

/// The way of every request: route, then the steps. Runs on the request's event loop.
@Singleton
public class Pipeline {

    /// Behind the platform's measuring (10,000) and naming (9,900) of requests, before Quarkus' authentication (200), which would verify
    /// tokens a second time and answer in its own words.
    private static final int PRIORITY = 9_000;
    private static final String NO_ROUTE = "none";

    private final Routes routes;
    private final Answering answering;
    private final Step.Next steps;

    /// The order of the steps is decided here and nowhere else. A rate limit needs to know who calls and stands behind identity,
    /// shedding behind it; the cache answers instead of the upstream, and whoever asks has been judged by then.
    Pipeline(Routes routes, Answering answering, Identification identity, AnnouncedLength announcedLength, OrderJourney journey,
            TokenCookie tokens, InvalidatingCaches invalidation, EdgeCache cache, Upstream upstream) {
        this.routes = routes;
        this.answering = answering;
        this.steps = inOrder(List.of(identity, announcedLength, journey, tokens, invalidation, cache, upstream));
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, PRIORITY);
    }

    /// What vertx-web refuses before any filter runs: a request without a host, a target that is no path.
    void registerFailures(@Observes Router router) {
        router.route().order(-PRIORITY).failureHandler(this::refuse);
    }

    private void handle(RoutingContext context) {
        context.put(RequestMeasuring.ROUTE, NO_ROUTE);
        answered(context)
                .onSuccess(answer -> answering.send(context, answer))
                .onFailure(failure -> answering.send(context, failure));
    }

    private Future<Answer> answered(RoutingContext context) {
        try {
            return steps.handle(exchange(context));
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }

    private Exchange exchange(RoutingContext context) {
        Framing.check(context.request());
        Target target = Target.of(context.request().uri());
        Exchange exchange = new Exchange(context, routes.find(context.request().method().name(), target.path()), target);
        context.put(RequestMeasuring.ROUTE, exchange.route().name());
        return exchange;
    }

    private void refuse(RoutingContext context) {
        int status = context.statusCode();
        answering.send(context, status >= 400 && status < 500 ? new Refusal(Problem.ofStatus(status)) : context.failure());
    }

    private static Step.Next inOrder(List<? extends Step> steps) {
        if (steps.isEmpty()) {
            return exchange -> Future.failedFuture(new IllegalStateException("no step answered " + exchange.route().pattern()));
        }
        Step first = steps.getFirst();
        Step.Next rest = inOrder(steps.subList(1, steps.size()));
        return exchange -> first.handle(exchange, rest);
    }
}
