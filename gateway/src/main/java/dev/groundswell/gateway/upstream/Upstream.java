package dev.groundswell.gateway.upstream;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;

import dev.groundswell.gateway.body.Bodies;
import dev.groundswell.gateway.body.BodySettings;
import dev.groundswell.gateway.exchange.Answer;
import dev.groundswell.gateway.exchange.Exchange;
import dev.groundswell.gateway.exchange.Step;
import dev.groundswell.gateway.header.ResponseHeaders;
import dev.groundswell.gateway.route.Destination;
import dev.groundswell.gateway.route.Pace;

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
    private final UpstreamSettings settings;
    private final ResponseHeaders responseHeaders;
    private final Map<Destination, Addresses> addresses = new EnumMap<>(Destination.class);

    Upstream(Vertx vertx, UpstreamSettings settings, Bodies bodies, BodySettings body, ResponseHeaders responseHeaders) {
        List<Duration> shorter = List.of(settings.responseTimeout(), settings.batchTimeout(), body.time());
        if (settings.silence().compareTo(Collections.max(shorter)) <= 0) {
            throw new IllegalArgumentException("groundswell.upstreams.silence must be longer than response-timeout, batch-timeout and "
                    + "groundswell.body.time, was " + settings.silence());
        }
        this.vertx = vertx;
        this.bodies = bodies;
        this.settings = settings;
        this.responseHeaders = responseHeaders;
        HttpClientOptions options = options(settings);
        this.clients = ThreadLocal.withInitial(() -> vertx.createHttpClient(options));
        HttpClientOptions streamOptions = options(settings).setMaxPoolSize(settings.streams()).setMaxWaitQueueSize(NONE_WAITS);
        this.streamClients = ThreadLocal.withInitial(() -> vertx.createHttpClient(streamOptions));
        addresses.put(Destination.ORDER, new Addresses("order", settings.order().addresses()));
        addresses.put(Destination.CATALOG, new Addresses("catalog", settings.catalog().addresses()));
        addresses.put(Destination.PRICING, new Addresses("pricing", settings.pricing().addresses()));
    }

    @Override
    public Future<Answer> handle(Exchange exchange, Next none) {
        Addresses service = addresses.get(exchange.route().destination());
        if (service == null) {
            throw new IllegalStateException("no step answers " + exchange.route().pattern());
        }
        return new Conversation(exchange, vertx, bodies, responseHeaders, patience(exchange)).with(client(exchange), service.next());
    }

    private HttpClient client(Exchange exchange) {
        return exchange.route().pace() == Pace.STREAM ? streamClients.get() : clients.get();
    }

    private Conversation.Patience patience(Exchange exchange) {
        return switch (exchange.route().pace()) {
            case ORDINARY -> new Conversation.Patience(settings.responseTimeout().toMillis(), 0);
            case BATCH -> new Conversation.Patience(settings.batchTimeout().toMillis(), 0);
            case STREAM -> new Conversation.Patience(settings.responseTimeout().toMillis(), settings.streamBound().toMillis());
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
