package dev.groundswell.platform.metrics;

import java.util.Set;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;

/// Measures every request of the public port of a service, also those that no resource sees.
/// The route is what a handler has put under [#ROUTE], else the first path segment below `/api`: a set as small as the service's resources.
@Singleton
public class RequestMeasuring {

    /// The key under which a handler that knows better than the path names the request's route, out of a small fixed set.
    public static final String ROUTE = "groundswell.route";

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");
    /// Before identity, so that refused tokens are measured, too.
    private static final int FIRST = 10_000;

    private final RequestMetrics metrics;
    private final Set<String> routes;

    RequestMeasuring(RequestMetrics metrics,
            @ConfigProperty(name = "groundswell.metrics.routes", defaultValue = "none") Set<String> routes) {
        this.metrics = metrics;
        this.routes = routes;
        metrics.announce(routes);
    }

    void register(@Observes Filters filters) {
        filters.register(this::measure, FIRST);
    }

    private void measure(RoutingContext request) {
        long began = System.nanoTime();
        request.addEndHandler(end -> metrics.record(route(request), method(request), request.response().getStatusCode(),
                System.nanoTime() - began));
        request.next();
    }

    private String route(RoutingContext request) {
        String named = request.get(ROUTE);
        return named == null ? route(request.normalizedPath()) : named;
    }

    private String route(String path) {
        String[] segments = path.split("[/:]", 4);
        return segments.length > 2 && segments[1].equals("api") && routes.contains(segments[2]) ? segments[2] : "other";
    }

    private static String method(RoutingContext request) {
        String method = request.request().method().name();
        return METHODS.contains(method) ? method : "OTHER";
    }
}
