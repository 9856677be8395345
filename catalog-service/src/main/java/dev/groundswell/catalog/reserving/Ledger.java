package dev.groundswell.catalog.reserving;

import static dev.groundswell.catalog.reserving.Reservation.State.CANCELLED;
import static dev.groundswell.catalog.reserving.Reservation.State.CONFIRMED;
import static dev.groundswell.catalog.reserving.Reservation.State.REFUSED;
import static dev.groundswell.catalog.reserving.Reservation.State.RESERVED;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.groundswell.catalog.stock.StockLevel;
import dev.groundswell.platform.events.OrderEvent;

/// Decides what the steps of orders do to stock, one after the other, on rows that a transaction has locked.
///
/// Confined to one batch. Each order goes its way once, whatever arrives twice or in another order:
/// `cancelled` is also what happens to an order that order-service rejected.
/// ```
///              priced                      confirmed                cancelled
/// (new)        reserve → reserved          take → confirmed         cancelled
///              or refuse → refused
/// reserved     told again                  take, release →          release → cancelled
///                                          confirmed
/// confirmed    told again                  –                        put back → cancelled
/// refused      told again                  –                        cancelled
/// cancelled    –                           –                        –
/// ```
/// An order that is new, but was placed so long ago that what was decided about it may have been deleted, is `cancelled` whatever the step is: a dead letter
/// that comes back after months must not promise stock to an order that was settled long ago.
final class Ledger {

    private static final Logger LOG = Logger.getLogger(Ledger.class);

    private final Map<UUID, Reservation> reservations;
    private final Map<String, StockLevel> stock;
    private final Set<String> products;
    private final Instant remembered;
    private final Set<UUID> decided = new LinkedHashSet<>();
    private final Set<String> moved = new LinkedHashSet<>();

    /// @param reservations of every order that will be asked about
    /// @param stock levels of every sku that has one
    /// @param products the skus that are products
    /// @param remembered what was decided about orders placed since then is all there
    Ledger(Map<UUID, Reservation> reservations, Map<String, StockLevel> stock, Set<String> products, Instant remembered) {
        this.reservations = new HashMap<>(reservations);
        this.stock = new HashMap<>(stock);
        this.products = Set.copyOf(products);
        this.remembered = remembered;
    }

    Verdict decide(Step step, OrderEvent order) {
        Reservation reservation = reservations.getOrDefault(order.id(), new Reservation(order.id(), Reservation.State.DECIDING));
        if (reservation.state() == Reservation.State.DECIDING && order.placedAt().isBefore(remembered)) {
            return forgotten(step, order);
        }
        return switch (step) {
            case PRICED -> priced(reservation, order);
            case CONFIRMED -> confirmed(reservation, order);
            case CANCELLED -> cancelled(reservation, order);
        };
    }

    /// The reservations that are not as they were.
    List<Reservation> decided() {
        return decided.stream().map(reservations::get).toList();
    }

    /// The levels that are not as they were.
    List<StockLevel> moved() {
        return moved.stream().map(stock::get).toList();
    }

    private Verdict forgotten(Step step, OrderEvent order) {
        LOG.warnf("order %s was placed at %s and is not remembered: nothing is done about its step %s", order.id(), order.placedAt(), step);
        decide(new Reservation(order.id(), CANCELLED));
        return new Verdict.Nothing();
    }

    private Verdict priced(Reservation reservation, OrderEvent order) {
        return switch (reservation.state()) {
            case DECIDING -> reserveOrRefuse(order);
            case RESERVED, CONFIRMED -> new Verdict.Reserved();
            case REFUSED -> new Verdict.Refused(reservation.reasons());
            case CANCELLED -> new Verdict.Nothing();
        };
    }

    private Verdict confirmed(Reservation reservation, OrderEvent order) {
        switch (reservation.state()) {
            case DECIDING -> move(order, this::take);
            case RESERVED -> move(order, (level, quantity) -> take(level, quantity).release(quantity));
            case CONFIRMED, CANCELLED, REFUSED -> {
                return new Verdict.Nothing();
            }
        }
        decide(new Reservation(order.id(), CONFIRMED));
        return new Verdict.Kept("taken from stock by catalog");
    }

    private Verdict cancelled(Reservation reservation, OrderEvent order) {
        switch (reservation.state()) {
            case DECIDING, REFUSED -> {
                // Nothing was promised: the row alone keeps a later priced or confirmed step from doing anything.
                decide(new Reservation(order.id(), CANCELLED));
                return new Verdict.Kept("closed by catalog, which held nothing for it");
            }
            case RESERVED -> move(order, StockLevel::release);
            case CONFIRMED -> move(order, StockLevel::putBack);
            case CANCELLED -> {
                return new Verdict.Nothing();
            }
        }
        decide(new Reservation(order.id(), CANCELLED));
        return new Verdict.Kept("given back to stock by catalog");
    }

    private Verdict reserveOrRefuse(OrderEvent order) {
        List<OrderEvent.Reason> reasons = new ArrayList<>();
        quantities(order).forEach((sku, quantity) -> {
            OrderEvent.Reason reason = refusal(sku, quantity);
            if (reason != null) {
                reasons.add(reason);
            }
        });
        if (!reasons.isEmpty()) {
            decide(new Reservation(order.id(), REFUSED, reasons));
            return new Verdict.Refused(reasons);
        }
        move(order, StockLevel::reserve);
        decide(new Reservation(order.id(), RESERVED));
        return new Verdict.Reserved();
    }

    private OrderEvent.@Nullable Reason refusal(String sku, long quantity) {
        if (!products.contains(sku)) {
            return new OrderEvent.Reason(OrderEvent.Reason.UNKNOWN_SKU, sku, "There is no product " + sku + ".");
        }
        StockLevel level = stock.get(sku);
        long available = level == null ? 0 : level.available();
        return quantity <= available
                ? null
                : new OrderEvent.Reason(OrderEvent.Reason.OUT_OF_STOCK, sku, quantity + " wanted, " + available + " available.");
    }

    /// Applies `step` to the level of every line; a sku that never had stock has nothing to move.
    private void move(OrderEvent order, BiFunction<StockLevel, Long, StockLevel> step) {
        quantities(order).forEach((sku, quantity) -> {
            StockLevel level = stock.get(sku);
            if (level != null) {
                stock.put(sku, step.apply(level, quantity));
                moved.add(sku);
            }
        });
    }

    private StockLevel take(StockLevel level, long quantity) {
        if (quantity > level.onHand()) {
            // An admin counted fewer than were promised. The order stands, and the count says 0 until the next one.
            LOG.warnf("%d pieces of %s are sold, but only %d are on hand", quantity, level.sku(), level.onHand());
        }
        return level.take(quantity);
    }

    private void decide(Reservation reservation) {
        reservations.put(reservation.orderId(), reservation);
        decided.add(reservation.orderId());
    }

    private static Map<String, Long> quantities(OrderEvent order) {
        Map<String, Long> quantities = new LinkedHashMap<>();
        order.lines().forEach(line -> quantities.merge(line.sku(), (long) line.quantity(), Long::sum));
        return quantities;
    }
}
