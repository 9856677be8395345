package dev.groundswell.gateway.balance;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/// Makes the instances of services. Used at start only; thread-safe.
@Singleton
public class Balancing {

    private final Vertx vertx;
    private final MeterRegistry registry;
    /// Probes have an event loop of their own choice: the request that caused an ejection has no part in them.
    private final Context context;
    private final HttpClient client;

    Balancing(Vertx vertx, MeterRegistry registry) {
        this.vertx = vertx;
        this.registry = registry;
        this.context = vertx.getOrCreateContext();
        // An old connection says nothing about whether a new one can be made.
        this.client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));
    }

    /// Publishes `upstream_in_flight{service}`, `upstream_ejected{service}`, how many instances are left out now, and
    /// `upstream_ejections_total{service}`.
    ///
    /// @param setting where the addresses come from; the message begins with it when they are wrong
    public Instances of(String service, String setting, List<String> addresses, Ejection ejection) {
        Backoff backoff = new Backoff(ejection.firstProbe(), ejection.longestBackoff(), () -> ThreadLocalRandom.current().nextDouble());
        Probing probing = new Probing(address -> probe(address, ejection.probeTimeout().toMillis()), this::after, backoff);
        Instances instances = new Instances(Address.listOf(setting, addresses), ejection.failures(),
                bound -> ThreadLocalRandom.current().nextInt(bound), probing, new ToldIncidents(service, registry));
        Gauge.builder("upstream.in.flight", instances, Instances::inFlight)
                .tag("service", service)
                .description("Requests and streams the service's instances are busy with")
                .register(registry);
        Gauge.builder("upstream.ejected", instances, Instances::ejected)
                .tag("service", service)
                .description("Instances that are left out because they do not answer")
                .register(registry);
        return instances;
    }

    /// A hung process still accepts connections, so it has to say something; what it says is its own affair. A HEAD of nothing costs it next to
    /// nothing and needs no token.
    private Future<Void> probe(Address address, long timeout) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.HEAD)
                .setHost(address.host())
                .setPort(address.port())
                .setURI("/")
                .setTimeout(timeout);
        return client.request(options).compose(HttpClientRequest::send).mapEmpty();
    }

    private void after(long millis, Runnable action) {
        context.runOnContext(begun -> vertx.setTimer(millis, due -> action.run()));
    }
}
