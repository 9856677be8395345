package dev.groundswell.pricing.ordering;

import java.util.ArrayList;
import java.util.List;

import dev.groundswell.platform.commerce.Money;
import dev.groundswell.platform.events.OrderEvent;
import dev.groundswell.platform.events.OrderEvent.Reason;
import dev.groundswell.platform.events.Topic;
import dev.groundswell.pricing.price.InForce;
import dev.groundswell.pricing.price.Price;
import dev.groundswell.pricing.rule.Bill;

/// What pricing says of an order: a pure function of the order and the prices at the moment it was placed.
///
/// @param topic where it is told
/// @param step what happened, for the order's journey
record Verdict(Topic topic, OrderEvent order, String step) {

    /// @param prices one for each line, in their order
    static Verdict on(OrderEvent order, List<InForce> prices) {
        List<Bill.Item> items = new ArrayList<>(prices.size());
        List<Reason> missing = new ArrayList<>();
        for (int i = 0; i < prices.size(); i++) {
            OrderEvent.Line line = order.lines().get(i);
            Price price = prices.get(i).price();
            if (price == null) {
                missing.add(new Reason(Reason.NO_PRICE, line.sku(), "no price in " + order.currency() + " at " + order.placedAt()));
            } else {
                items.add(new Bill.Item(price.tariff(), line.quantity()));
            }
        }
        return missing.isEmpty() ? on(order, Bill.of(items, order.placedAt())) : rejected(order, missing);
    }

    private static Verdict on(OrderEvent order, Bill bill) {
        return switch (bill) {
            case Bill.TooLarge tooLarge -> rejected(order, List.of(new Reason(Reason.TOTAL_TOO_LARGE,
                    order.lines().get(tooLarge.line()).sku(), "the total exceeds " + Bill.MOST + " minor units with this line")));
            case Bill.Priced priced -> asExpected(order, priced);
        };
    }

    private static Verdict asExpected(OrderEvent order, Bill.Priced bill) {
        Money total = new Money(order.currency(), bill.total());
        Money expected = order.expectedTotal();
        return expected == null || expected.equals(total)
                ? priced(order, bill, total)
                : rejected(order, List.of(new Reason(Reason.PRICE_CHANGED, null, "expected " + text(expected) + ", is " + text(total))));
    }

    private static Verdict priced(OrderEvent order, Bill.Priced bill, Money total) {
        List<OrderEvent.Line> lines = new ArrayList<>(order.lines().size());
        for (int i = 0; i < order.lines().size(); i++) {
            OrderEvent.Line line = order.lines().get(i);
            Bill.Line cost = bill.lines().get(i);
            lines.add(new OrderEvent.Line(line.sku(), line.quantity(), new Money(order.currency(), cost.unitPrice()),
                    new Money(order.currency(), cost.total())));
        }
        return new Verdict(Topic.ORDER_PRICED, order.priced(lines, total), "priced by pricing: " + text(total));
    }

    private static Verdict rejected(OrderEvent order, List<Reason> reasons) {
        String codes = String.join(", ", reasons.stream().map(Reason::code).distinct().toList());
        return new Verdict(Topic.ORDER_REJECTED, order.rejected(reasons), "rejected by pricing: " + codes);
    }

    private static String text(Money money) {
        return money.currency() + " " + money.amount();
    }
}
