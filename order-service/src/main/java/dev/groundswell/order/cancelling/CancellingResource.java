package dev.groundswell.order.cancelling;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;

import dev.groundswell.order.orders.OwnOrders;
import dev.groundswell.platform.http.Caching;
import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

/// `POST /api/orders/{id}/cancel`
@Path("/api/orders/{id}/cancel")
@Authenticated
public class CancellingResource {

    private final OwnOrders own;
    private final CancellingOrders cancelling;

    CancellingResource(OwnOrders own, CancellingOrders cancelling) {
        this.own = own;
        this.cancelling = cancelling;
    }

    @POST
    public Uni<Response> cancel(@PathParam("id") String id) {
        return own.find(id)
                .chain(cancelling::cancel)
                .map(cancelled -> cancelled.orElseThrow(CancellingResource::tooLate))
                .map(order -> Caching.personal(Response.accepted(order)).build());
    }

    private static Refusal tooLate() {
        return new Refusal(Problem.conflict("The order was rejected, or confirmed too long ago to be cancelled."));
    }
}
