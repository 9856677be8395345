package dev.groundswell.order.tracking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

import dev.groundswell.order.orders.Order;
import dev.groundswell.order.orders.OwnOrders;
import dev.groundswell.platform.http.Caching;
import dev.groundswell.platform.metrics.RequestMeasuring;

/// Finds the order of a request that will be answered by a stream. A stream has sent its 200 before its first item, so a 404 has to come earlier.
@ApplicationScoped
public class OwnOrderFilter {

    private static final String ORDER = Order.class.getName();
    /// Measured apart: a stream lasts as long as it is listened to.
    private static final String STREAMS = "order-events";

    private final OwnOrders own;

    OwnOrderFilter(OwnOrders own) {
        this.own = own;
    }

    @OwnOrder
    @ServerRequestFilter
    public Uni<Response> find(ContainerRequestContext request, RoutingContext routing) {
        routing.put(RequestMeasuring.ROUTE, STREAMS);
        return own.find(request.getUriInfo().getPathParameters().getFirst("id"))
                .invoke(order -> request.setProperty(ORDER, order))
                // The framework sends a stream's head without the headers that a resource gives it.
                .invoke(() -> routing.response().putHeader("Cache-Control", Caching.PRIVATE))
                .replaceWith(Uni.createFrom().nullItem());
    }

    /// The order that was found for this request.
    static Order foundFor(ContainerRequestContext request) {
        return (Order) request.getProperty(ORDER);
    }
}
