package dev.groundswell.order.customers;

import java.util.List;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;

import dev.groundswell.platform.audit.Audit;
import dev.groundswell.platform.audit.Change;
import dev.groundswell.platform.http.Caching;
import dev.groundswell.platform.identity.Identity;
import dev.groundswell.platform.problem.Refusal;
import dev.groundswell.platform.problem.Violations;

/// `/api/customers/{id}`, for that customer and for admins.
@Path("/api/customers/{id}")
@Authenticated
public class CustomersResource {

    private final Customers customers;
    private final Identity identity;
    private final Audit audit;

    CustomersResource(Customers customers, Identity identity, Audit audit) {
        this.customers = customers;
        this.identity = identity;
        this.audit = audit;
    }

    @GET
    public Uni<Response> read(@PathParam("id") String id) {
        requireOwn(id);
        return customers.find(id)
                .map(found -> found.orElseThrow(CustomersResource::notFound))
                .map(found -> Caching.personal(Response.ok(CustomerDocument.of(found))).build());
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> write(@PathParam("id") String id, CustomerDocument body) {
        requireOwn(id);
        Violations violations = new Violations();
        violations.require(body.id() == null || body.id().equals(id), "/id", "must be the path's customer or absent");
        body.check(violations, "");
        violations.refuseIfAny();
        CustomerDocument written = new CustomerDocument(id, body.name(), body.country());
        return customers.write(written)
                .invoke(created -> log(id, created ? "created" : "replaced"))
                .map(created -> Caching.personal(Response.status(created ? 201 : 200).entity(written)).build());
    }

    @DELETE
    public Uni<Response> erase(@PathParam("id") String id) {
        requireOwn(id);
        return customers.erase(id).invoke(() -> log(id, "erased")).replaceWith(() -> Caching.personal(Response.noContent()).build());
    }

    private void log(String id, String how) {
        audit.log(List.of(new Change("customer:" + id, how)));
    }

    private void requireOwn(String id) {
        if (!identity.caller().mayActFor(id) || !CustomerDocument.possible(id)) {
            throw notFound();
        }
    }

    private static Refusal notFound() {
        return Refusal.notFound("There is no such customer that you may see.");
    }
}
