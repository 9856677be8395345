package dev.groundswell.order.cancelling;

import java.util.List;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;

import dev.groundswell.order.orders.Order;
import dev.groundswell.order.orders.OrderStatus;
import dev.groundswell.order.orders.OwnOrders;
import dev.groundswell.platform.audit.Audit;
import dev.groundswell.platform.audit.Change;
import dev.groundswell.platform.http.Caching;
import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

/// `POST /api/orders/{id}/cancel`
@Path("/api/orders/{id}/cancel")
@Authenticated
public class CancellingResource {

    private final OwnOrders own;
    private final CancellingOrders cancelling;
    private final Audit audit;

    CancellingResource(OwnOrders own, CancellingOrders cancelling, Audit audit) {
        this.own = own;
        this.cancelling = cancelling;
        this.audit = audit;
    }

    @POST
    public Uni<Response> cancel(@PathParam("id") String id) {
        return own.find(id)
                .chain(order -> cancelling.cancel(order)
                        .map(cancelled -> cancelled.orElseThrow(CancellingResource::tooLate))
                        .invoke(cancelled -> log(order, cancelled)))
                .map(order -> Caching.personal(Response.accepted(order)).build());
    }

    /// An order that was cancelled before is not changed by cancelling it again.
    private void log(Order before, Order cancelled) {
        if (before.status() != OrderStatus.CANCELLED) {
            audit.log(List.of(Change.written("order:" + cancelled.id(), cancelled.version() - 1, cancelled.version())));
        }
    }

    private static Refusal tooLate() {
        return new Refusal(Problem.conflict("The order was rejected, or confirmed too long ago to be cancelled."));
    }
}
