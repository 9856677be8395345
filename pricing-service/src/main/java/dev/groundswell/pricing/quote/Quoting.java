package dev.groundswell.pricing.quote;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import dev.groundswell.platform.commerce.Money;
import dev.groundswell.platform.problem.FieldError;
import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;
import dev.groundswell.platform.problem.Violations;
import dev.groundswell.pricing.price.InForce;
import dev.groundswell.pricing.price.Price;
import dev.groundswell.pricing.price.Prices;
import dev.groundswell.pricing.price.Wanted;
import dev.groundswell.pricing.rule.Bill;

/// Quotes baskets at the prices of now, with one statement each.
@ApplicationScoped
class Quoting {

    private final Prices prices;
    private final Clock clock;

    Quoting(Prices prices, Clock clock) {
        this.prices = prices;
        this.clock = clock;
    }

    /// Fails with a 422 refusal when a sku has no price, or when the total is too large.
    Uni<Quote> quote(Basket basket) {
        Instant now = clock.instant();
        List<Wanted> wanted = basket.lines().stream().map(line -> new Wanted(line.sku(), basket.currency(), now)).toList();
        return prices.show(wanted)
                .map(found -> Bill.of(items(basket, found), now))
                .map(bill -> quote(basket, bill));
    }

    private static List<Bill.Item> items(Basket basket, List<InForce> found) {
        Violations violations = new Violations();
        List<Bill.Item> items = new ArrayList<>(found.size());
        for (int i = 0; i < found.size(); i++) {
            Basket.Line line = basket.lines().get(i);
            Price price = found.get(i).price();
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
