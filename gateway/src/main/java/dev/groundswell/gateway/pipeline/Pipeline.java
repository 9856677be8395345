package dev.groundswell.gateway.pipeline;

import java.util.Map;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import dev.groundswell.gateway.browser.CrossOrigin;
import dev.groundswell.gateway.client.Clients;
import dev.groundswell.gateway.connection.RequestsAhead;
import dev.groundswell.gateway.exchange.Answer;
import dev.groundswell.gateway.exchange.Exchange;
import dev.groundswell.gateway.exchange.Step;
import dev.groundswell.gateway.header.Framing;
import dev.groundswell.gateway.header.Hosts;
import dev.groundswell.gateway.route.Routes;
import dev.groundswell.gateway.route.Target;
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
    private static final Map<String, String> AND_CLOSE = Map.of("Connection", "close");

    private final Routes routes;
    private final Clients clients;
    private final Answering answering;
    private final SlowReaders readers;
    private final RequestsAhead ahead;
    private final CrossOrigin crossOrigin;
    private final Hosts hosts;
    private final Step.Next steps;

    Pipeline(Routes routes, Clients clients, Answering answering, SlowReaders readers, RequestsAhead ahead, CrossOrigin crossOrigin,
            Hosts hosts,
            Steps steps) {
        this.routes = routes;
        this.clients = clients;
        this.answering = answering;
        this.readers = readers;
        this.ahead = ahead;
        this.crossOrigin = crossOrigin;
        this.hosts = hosts;
        this.steps = steps.first();
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, PRIORITY);
    }

    /// What vertx-web refuses before any filter runs: a request without a host, a target that is no path.
    void registerFailures(@Observes Router router) {
        router.route().order(-PRIORITY).failureHandler(this::refuse);
    }

    private void handle(RoutingContext context) {
        ahead.watch(context.request());
        if (Ending.hasBegun(context.request())) {
            return;
        }
        if (SlowReaders.isBehind(context.request())) {
            // Who asks on and does not read would have us keep all the answers.
            readers.await(context.request(), () -> pass(context));
        } else {
            pass(context);
        }
    }

    private void pass(RoutingContext context) {
        context.put(RequestMeasuring.ROUTE, NO_ROUTE);
        if (crossOrigin.answersPreflight(context.request())) {
            return;
        }
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
        hosts.check(context.request());
        Target target = Target.of(context.request().uri());
        Exchange exchange = new Exchange(context, routes.find(context.request().method().name(), target.path()), target, clients);
        context.put(RequestMeasuring.ROUTE, exchange.route().name());
        return exchange;
    }

    private void refuse(RoutingContext context) {
        if (Ending.hasBegun(context.request())) {
            return;
        }
        int status = context.statusCode();
        // A head that has no host is one in which a field may have hidden the length: nobody knows where the next request begins.
        answering.send(context, status >= 400 && status < 500 ? new Refusal(Problem.ofStatus(status), AND_CLOSE) : context.failure());
    }
}
