package dev.groundswell.gateway.upstream;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

import jakarta.inject.Singleton;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;

import dev.groundswell.gateway.body.Bodies;
import dev.groundswell.gateway.body.BodySettings;
import dev.groundswell.gateway.breaker.CircuitBreaker.Leave;
import dev.groundswell.gateway.exchange.Answer;
import dev.groundswell.gateway.exchange.Exchange;
import dev.groundswell.gateway.exchange.Step;
import dev.groundswell.gateway.header.ResponseHeaders;
import dev.groundswell.gateway.overload.Permit;
import dev.groundswell.gateway.route.Pace;
import dev.groundswell.gateway.route.Route;

/// The last step: the service that owns the route answers.
///
/// Each event loop has a client of its own, so that a request and its connection to the service are on the same one. That saves two hops
/// between threads, and only so is it known, when a client goes away, whether the connection is still its request's or another's already.
@Singleton
public class Upstream implements Step {

    /// Services answer with a few short headers; a cursor or a long list of cache tags still fits.
    private static final int LARGEST_HEAD = 32 * 1024;
    /// A stream that waited for another's end would wait up to a minute.
    private static final int NONE_WAITS = 0;

    private final Vertx vertx;
    private final Bodies bodies;
    private final ThreadLocal<HttpClient> clients;
    /// Streams last as long as their customers like: in the pool of the others they would sooner or later be all of it.
    private final ThreadLocal<HttpClient> streamClients;
    private final Services services;
    private final long jitter;
    private final Budget ordinary;
    private final Budget batch;
    private final Budget stream;
    private final ResponseHeaders responseHeaders;

    Upstream(Vertx vertx, UpstreamSettings settings, Services services, Bodies bodies, BodySettings body, ResponseHeaders responseHeaders) {
        List<Duration> shorter = List.of(settings.responseTimeout(), settings.batchTimeout(), body.time());
        if (settings.silence().compareTo(Collections.max(shorter)) <= 0) {
            throw new IllegalArgumentException("groundswell.upstreams.silence must be longer than response-timeout, batch-timeout and "
                    + "groundswell.body.time, was " + settings.silence());
        }
        this.vertx = vertx;
        this.services = services;
        this.bodies = bodies;
        this.responseHeaders = responseHeaders;
        HttpClientOptions options = options(settings);
        this.clients = ThreadLocal.withInitial(() -> vertx.createHttpClient(options));
        HttpClientOptions streamOptions = options(settings).setMaxPoolSize(settings.streams()).setMaxWaitQueueSize(NONE_WAITS);
        this.streamClients = ThreadLocal.withInitial(() -> vertx.createHttpClient(streamOptions));
        this.jitter = settings.retries().jitter().toMillis();
        this.ordinary = new Budget(settings.responseTimeout().toMillis(), 0);
        this.batch = new Budget(settings.batchTimeout().toMillis(), 0);
        this.stream = new Budget(settings.responseTimeout().toMillis(), settings.streamBound().toMillis());
    }

    /// A request gets its place with the service here and not before the cache: what is kept, or asked for already by somebody else, costs the
    /// service nothing.
    @Override
    public Future<Answer> handle(Exchange exchange, Next none) {
        if (exchange.isForNobody()) {
            return gone();
        }
        Route route = exchange.route();
        Service service = services.of(route);
        if (service.breaker().refuses()) {
            throw service.admission().shedding().away(route);
        }
        if (route.pace() == Pace.STREAM) {
            return pass(exchange, service, Permit.outside(route));
        }
        Permit permit = service.admission().enter(route);
        return permit != null
                ? pass(exchange, service, permit)
                : service.admission().await(exchange, budget(exchange).left(exchange)).compose(given -> pass(exchange, service, given));
    }

    private Future<Answer> pass(Exchange exchange, Service service, Permit permit) {
        if (exchange.isForNobody()) {
            permit.end();
            return gone();
        }
        Leave leave = service.breaker().ask();
        if (leave == Leave.REFUSED) {
            permit.end();
            return Future.failedFuture(service.admission().shedding().away(exchange.route()));
        }
        Passage passage = new Passage(exchange, service, permit, leave, budget(exchange), jitter, vertx,
                (turn, patience, whenSlow) -> new Conversation(exchange, turn, permit, client(exchange), vertx, bodies, responseHeaders,
                        patience, whenSlow));
        try {
            return passage.begin();
        } catch (RuntimeException unforeseen) {
            // A place that nobody gives back is lost for ever.
            permit.end();
            service.breaker().withdrew(leave);
            throw unforeseen;
        }
    }

    private static Future<Answer> gone() {
        return Future.failedFuture("the client has gone");
    }

    private HttpClient client(Exchange exchange) {
        return exchange.route().pace() == Pace.STREAM ? streamClients.get() : clients.get();
    }

    private Budget budget(Exchange exchange) {
        return switch (exchange.route().pace()) {
            case ORDINARY -> ordinary;
            case BATCH -> batch;
            case STREAM -> stream;
        };
    }

    private static HttpClientOptions options(UpstreamSettings settings) {
        return new HttpClientOptions()
                .setConnectTimeout(millis(settings.connectTimeout()))
                .setMaxPoolSize(settings.connections())
                .setMaxWaitQueueSize(settings.waiting())
                .setKeepAliveTimeout(Math.toIntExact(settings.keepAlive().toSeconds()))
                .setIdleTimeout(Math.toIntExact(settings.silence().toSeconds()))
                .setMaxHeaderSize(LARGEST_HEAD)
                .setDecompressionSupported(false);
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
