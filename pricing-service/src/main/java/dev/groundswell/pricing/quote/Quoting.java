package dev.groundswell.pricing.quote;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import dev.groundswell.platform.cache.Recency;
import dev.groundswell.platform.commerce.Money;
import dev.groundswell.platform.metrics.CacheMetrics;
import dev.groundswell.platform.problem.FieldError;
import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;
import dev.groundswell.platform.problem.Violations;
import dev.groundswell.pricing.keeping.Memo;
import dev.groundswell.pricing.price.KeptPrices;
import dev.groundswell.pricing.price.Price;
import dev.groundswell.pricing.price.Shown;
import dev.groundswell.pricing.rule.Bill;

/// Quotes baskets at the prices of now; equal baskets at equal prices are added up once.
@ApplicationScoped
class Quoting {

    /// Lines of all bills that are remembered, and their breaks; some 200 bytes each.
    private static final long MOST_LINES = 100_000;

    private final KeptPrices prices;
    private final Memo<Due, Bill> bills;

    Quoting(KeptPrices prices, CacheMetrics metrics) {
        this.prices = prices;
        this.bills = new Memo<>("bills", MOST_LINES, (due, bill) -> weight(due), metrics);
    }

    /// Fails with a 422 refusal when a sku has no price, or when the total is too large.
    Uni<Quote> quote(Basket basket, Recency freshness) {
        return prices.current(basket.lines().stream().map(Basket.Line::sku).toList(), basket.currency(), freshness)
                .map(shown -> bills.of(Due.at(shown.at(), items(basket, shown)), due -> Bill.of(due.items(), shown.at())))
                .map(bill -> quote(basket, bill));
    }

    private static int weight(Due due) {
        return 1 + due.items().stream().mapToInt(item -> 1 + item.tariff().breaks().size()).sum();
    }

    private static List<Bill.Item> items(Basket basket, Shown shown) {
        Violations violations = new Violations();
        List<Bill.Item> items = new ArrayList<>(basket.lines().size());
        for (Basket.Line line : basket.lines()) {
            Price price = shown.of(line.sku()).price();
            if (price == null) {
                violations.require(false, "/lines/" + line.place() + "/sku", line.sku() + " has no price in " + basket.currency());
            } else {
                items.add(new Bill.Item(price.tariff(), line.quantity()));
            }
        }
        violations.refuseIfAny();
        return items;
    }

    private static Quote quote(Basket basket, Bill bill) {
        return switch (bill) {
            case Bill.TooLarge tooLarge -> throw tooLarge(basket.lines().get(tooLarge.line()));
            case Bill.Priced priced -> new Quote(basket.currency(), lines(basket, priced), new Money(basket.currency(), priced.total()));
        };
    }

    private static List<Quote.Line> lines(Basket basket, Bill.Priced priced) {
        List<Quote.Line> lines = new ArrayList<>(basket.lines().size());
        for (int i = 0; i < basket.lines().size(); i++) {
            Basket.Line line = basket.lines().get(i);
            Bill.Line cost = priced.lines().get(i);
            lines.add(new Quote.Line(line.sku(), line.quantity(), new Money(basket.currency(), cost.unitPrice()),
                    new Money(basket.currency(), cost.total())));
        }
        return lines;
    }

    private static Refusal tooLarge(Basket.Line line) {
        String detail = "the total exceeds " + Bill.MOST + " minor units with " + line.sku();
        Problem problem = Problem.of("total-too-large", "Total too large", 422, detail);
        return new Refusal(new Problem(problem.type(), problem.title(), problem.status(), detail,
                List.of(new FieldError("/lines/" + line.place() + "/quantity", detail))));
    }
}
