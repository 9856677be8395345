package dev.groundswell.gateway.upstream;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;

import dev.groundswell.gateway.balance.Balancing;
import dev.groundswell.gateway.balance.Ejection;
import dev.groundswell.gateway.balance.Instances;
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
    private final Map<Destination, Service> services = new EnumMap<>(Destination.class);

    Upstream(Vertx vertx, UpstreamSettings settings, Bodies bodies, BodySettings body, ResponseHeaders responseHeaders, Balancing balancing,
            MeterRegistry registry) {
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
        services.put(Destination.ORDER, service("order", settings.order(), balancing, registry));
        services.put(Destination.CATALOG, service("catalog", settings.catalog(), balancing, registry));
        services.put(Destination.PRICING, service("pricing", settings.pricing(), balancing, registry));
    }

    @Override
    public Future<Answer> handle(Exchange exchange, Next none) {
        Service service = services.get(exchange.route().destination());
        if (service == null) {
            throw new IllegalStateException("no step answers " + exchange.route().pattern());
        }
        return new Passage(exchange, service,
                turn -> new Conversation(exchange, turn, client(exchange), vertx, bodies, responseHeaders, patience(exchange))).begin();
    }

    private Service service(String name, UpstreamSettings.Service configured, Balancing balancing, MeterRegistry registry) {
        UpstreamSettings.Ejection given = settings.ejection();
        Ejection ejection = new Ejection(given.failures(), given.firstProbe(), given.longestBackoff(), given.probeTimeout());
        Instances instances = balancing.of(name, "groundswell.upstreams." + name + ".addresses", configured.addresses(), ejection);
        return new Service(name, instances, registry);
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
