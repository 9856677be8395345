package dev.groundswell.order.tracking;

import java.util.LinkedHashSet;
import java.util.Set;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import dev.groundswell.order.catalog.Products;
import dev.groundswell.order.orders.Order;
import dev.groundswell.order.orders.Orders;
import dev.groundswell.order.orders.OwnOrders;
import dev.groundswell.platform.http.Caching;
import dev.groundswell.platform.http.Deadline;
import dev.groundswell.platform.identity.Caller;
import dev.groundswell.platform.identity.Identity;
import dev.groundswell.platform.paging.Page;
import dev.groundswell.platform.paging.PageRequest;
import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

/// `GET /api/orders`, `GET /api/orders/{id}` and `GET /api/orders/{id}/events`. What is not the caller's is answered as if it did not exist.
@Path("/api/orders")
@Authenticated
public class TrackingResource {

    private final Orders orders;
    private final OwnOrders own;
    private final OrderStreams streams;
    private final Products products;
    private final Identity identity;

    TrackingResource(Orders orders, OwnOrders own, OrderStreams streams, Products products, Identity identity) {
        this.orders = orders;
        this.own = own;
        this.streams = streams;
        this.products = products;
        this.identity = identity;
    }

    @GET
    @Path("/{id}")
    public Uni<Response> one(@PathParam("id") String id) {
        return own.show(id).map(order -> Caching.personal(Response.ok(order)).build());
    }

    @GET
    public Uni<Response> list(@RestQuery @Nullable String customer, @RestQuery @Nullable String expand, @Context UriInfo uri) {
        PageRequest page = PageRequest.of(uri);
        boolean expanded = expandsProducts(expand);
        return page(identity.caller(), customer, page)
                .chain(found -> expanded ? withProducts(found) : Uni.createFrom().item(found))
                .map(found -> Caching.personal(Response.ok(found)).build());
    }

    @GET
    @Path("/{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @OwnOrder
    public Multi<OutboundSseEvent> events(@PathParam("id") String id, @Context ContainerRequestContext request, @Context Sse sse) {
        // Nobody waits for the end of a stream.
        Deadline.lift();
        return streams.of(OwnOrderFilter.foundFor(request)).map(frame -> event(sse, frame));
    }

    /// For who asks in JSON: others' orders stay hidden behind a 404, an own one exists but speaks in events only.
    @GET
    @Path("/{id}/events")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> eventsAsJson(@PathParam("id") String id) {
        return own.show(id).map(order -> {
            throw new Refusal(Problem.of("not-acceptable", "Not acceptable", 406, "Ask for text/event-stream."));
        });
    }

    private Uni<Page<Order>> page(Caller caller, @Nullable String customer, PageRequest page) {
        if (customer != null && (customer.indexOf('\0') >= 0 || !caller.mayActFor(customer))) {
            throw Refusal.notFound("There are no orders of this customer that you may see.");
        }
        if (caller.admin() && customer == null) {
            return orders.ofEverybody(page);
        }
        return orders.ofCustomer(customer == null ? caller.subject() : customer, page);
    }

    private Uni<Page<Order>> withProducts(Page<Order> page) {
        Set<String> skus = new LinkedHashSet<>();
        page.items().forEach(order -> order.lines().forEach(line -> skus.add(line.sku())));
        return products.bySku(skus)
                .map(told -> page.map(order -> order.withLines(order.lines().stream().map(line -> expanded(line, told)).toList())));
    }

    private static Order.Line expanded(Order.Line line, Products.Told told) {
        return new Order.Line(line.sku(), line.quantity(), line.unitPrice(), line.total(), told.products().get(line.sku()),
                told.unavailable().contains(line.sku()) ? true : null);
    }

    private static boolean expandsProducts(@Nullable String expand) {
        if (expand != null && !expand.equals("products")) {
            throw Refusal.badRequest("Query parameter expand: only products can be expanded.");
        }
        return expand != null;
    }

    private static OutboundSseEvent event(Sse sse, Frame frame) {
        OutboundSseEvent.Builder event = sse.newEventBuilder();
        return switch (frame) {
            case Frame.State(Order order) ->
                event.name("status").id(String.valueOf(order.version())).mediaType(MediaType.APPLICATION_JSON_TYPE).data(order).build();
            case Frame.Heartbeat() -> event.comment("heartbeat").build();
            case Frame.End() -> throw new IllegalStateException("the end is not told, the stream just ends");
        };
    }
}
