package dev.groundswell.pricing.ordering;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import dev.groundswell.platform.consuming.Received;
import dev.groundswell.platform.events.EventSender;
import dev.groundswell.platform.events.OrderEvent;
import dev.groundswell.platform.events.OrderEvents;
import dev.groundswell.platform.events.OutgoingEvent;
import dev.groundswell.platform.tracing.Journey;
import dev.groundswell.pricing.price.InForce;
import dev.groundswell.pricing.price.Prices;
import dev.groundswell.pricing.price.Wanted;

/// Prices placed orders as of the moment they were placed, so that the same order has the same price however often it is delivered.
@ApplicationScoped
class PricingOrders {

    private final Prices prices;
    private final OrderEvents orderEvents;
    private final EventSender sender;
    private final Clock clock;

    PricingOrders(Prices prices, OrderEvents orderEvents, EventSender sender, Clock clock) {
        this.prices = prices;
        this.orderEvents = orderEvents;
        this.sender = sender;
        this.clock = clock;
    }

    /// Completes when Kafka has acknowledged a verdict on every order. One statement finds all prices of the batch.
    Uni<Void> price(List<Received<OrderEvent>> placed) {
        return prices.inForce(placed.stream().flatMap(PricingOrders::wanted).toList())
                .map(found -> verdicts(placed, found))
                .call(verdicts -> sender.sendAll(outgoing(placed, verdicts)))
                .invoke(verdicts -> verdicts.forEach(verdict -> Journey.log(verdict.order().id(), verdict.step())))
                .replaceWithVoid();
    }

    private static Stream<Wanted> wanted(Received<OrderEvent> received) {
        OrderEvent order = received.event();
        return order.lines().stream().map(line -> new Wanted(line.sku(), order.currency(), order.placedAt()));
    }

    private static List<Verdict> verdicts(List<Received<OrderEvent>> placed, List<InForce> found) {
        List<Verdict> verdicts = new ArrayList<>(placed.size());
        int from = 0;
        for (Received<OrderEvent> received : placed) {
            int to = from + received.event().lines().size();
            verdicts.add(Verdict.on(received.event(), found.subList(from, to)));
            from = to;
        }
        return verdicts;
    }

    private List<OutgoingEvent> outgoing(List<Received<OrderEvent>> placed, List<Verdict> verdicts) {
        List<OutgoingEvent> events = new ArrayList<>(placed.size());
        for (int i = 0; i < placed.size(); i++) {
            Verdict verdict = verdicts.get(i);
            events.add(orderEvents.outgoing(verdict.topic(), verdict.order(), clock.instant(), placed.get(i).traceparent()));
        }
        return events;
    }
}
