package dev.groundswell.order.placing;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;

import dev.groundswell.order.orders.Order;
import dev.groundswell.platform.http.Caching;
import dev.groundswell.platform.identity.Identity;
import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

/// `POST /api/orders`
@Path("/api/orders")
@Authenticated
public class PlacingResource {

    private final PlacingOrders placing;
    private final Identity identity;

    PlacingResource(PlacingOrders placing, Identity identity) {
        this.placing = placing;
        this.identity = identity;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> place(@HeaderParam("Idempotency-Key") @Nullable String idempotencyKey, PlaceOrder body) {
        String customer = identity.caller().subject();
        String key = IdempotencyKey.of(idempotencyKey);
        return placing.place(customer, key, body.checked()).map(PlacingResource::answer);
    }

    private static Response answer(Placement placement) {
        return switch (placement) {
            case Placement.Accepted(Order order) -> accepted(order).build();
            case Placement.Replayed(Order order) -> accepted(order).header("Idempotency-Replayed", "true").build();
            case Placement.KeyReused() -> throw new Refusal(Problem.of("idempotency-key-reused", "Idempotency key reused", 422,
                    "This Idempotency-Key was used for another order of yours; a new order needs a new key."));
        };
    }

    /// The raw header: a `Location` given as a URI would be made absolute with the host that this service saw.
    private static Response.ResponseBuilder accepted(Order order) {
        return Caching.personal(Response.accepted(order)).header("Location", "/api/orders/" + order.id());
    }
}
