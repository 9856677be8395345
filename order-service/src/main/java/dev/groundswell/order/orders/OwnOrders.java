package dev.groundswell.order.orders;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

import dev.groundswell.platform.identity.Caller;
import dev.groundswell.platform.identity.Identity;
import dev.groundswell.platform.problem.Refusal;

/// The orders the current caller may see: its own, or everybody's for an admin.
@ApplicationScoped
public class OwnOrders {

    private static final int UUID_LENGTH = 36;

    private final Orders orders;
    private final Identity identity;

    OwnOrders(Orders orders, Identity identity) {
        this.orders = orders;
        this.identity = identity;
    }

    /// The order with this id, as it is now. Fails with a 404 that looks the same for an order of somebody else, an unknown one and an impossible id.
    public Uni<Order> find(String id) {
        Caller caller = identity.caller();
        return orders.find(parse(id)).map(order -> visible(order, caller));
    }

    /// As [#find], for showing it: as new as anything the caller was shown before, not necessarily as it is now.
    public Uni<Order> show(String id) {
        Caller caller = identity.caller();
        return orders.show(parse(id)).map(order -> visible(order, caller));
    }

    private static Order visible(@Nullable Order order, Caller caller) {
        if (order == null || !caller.mayActFor(order.customerId())) {
            throw notFound();
        }
        return order;
    }

    /// Only the canonical form: `UUID.fromString` would take `1-1-1-1-1`, too.
    private static UUID parse(String id) {
        try {
            UUID parsed = id.length() == UUID_LENGTH ? UUID.fromString(id) : null;
            if (parsed != null) {
                return parsed;
            }
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
        throw notFound();
    }

    private static Refusal notFound() {
        return Refusal.notFound("There is no such order of yours.");
    }
}
