package dev.groundswell.order.customers;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

import dev.groundswell.platform.audit.Audit;
import dev.groundswell.platform.audit.Change;
import dev.groundswell.platform.http.Caching;
import dev.groundswell.platform.identity.Caller;
import dev.groundswell.platform.problem.Violations;

/// `POST /api/customers:batch`, for admins.
@Path("/api/customers:batch")
@RolesAllowed(Caller.ADMIN)
public class CustomerBatchResource {

    private static final int MOST_AT_ONCE = 1_000;

    private final Customers customers;
    private final Audit audit;

    CustomerBatchResource(Customers customers, Audit audit) {
        this.customers = customers;
        this.audit = audit;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> writeAll(CustomerBatch body) {
        List<CustomerDocument> items = checked(body.items());
        return customers.writeAll(items)
                .invoke(() -> audit.log(items.stream().map(item -> new Change("customer:" + item.id(), "written")).toList()))
                .replaceWith(() -> Caching.never(Response.ok(Map.of("written", items.size()))).build());
    }

    private static List<CustomerDocument> checked(@Nullable List<@Nullable CustomerDocument> items) {
        Violations violations = new Violations();
        List<@Nullable CustomerDocument> given = items == null ? List.of() : items;
        violations.present(items, "/items");
        violations.require(given.size() <= MOST_AT_ONCE, "/items", "must hold at most " + MOST_AT_ONCE + " items, was " + given.size());
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < Math.min(given.size(), MOST_AT_ONCE); i++) {
            CustomerDocument item = given.get(i);
            if (item == null) {
                violations.present(null, "/items/" + i);
            } else {
                item.checkWithId(violations, "/items/" + i);
                violations.require(item.id() == null || ids.add(item.id()), "/items/" + i + "/id", "stands twice in the batch");
            }
        }
        violations.refuseIfAny();
        return given.stream().map(item -> Objects.requireNonNull(item)).toList();
    }

    record CustomerBatch(@Nullable List<@Nullable CustomerDocument> items) {}
}
