package dev.groundswell.catalog.reserving;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import dev.groundswell.platform.consuming.Received;
import dev.groundswell.platform.events.OrderEvent;
import dev.groundswell.platform.events.OrderEvents;
import dev.groundswell.platform.events.OutgoingEvent;
import dev.groundswell.platform.events.Topic;
import dev.groundswell.platform.tracing.Journey;

/// Turns verdicts into the events that tell them, and into lines of the orders' journeys.
@ApplicationScoped
class Answers {

    private final OrderEvents events;
    private final Clock clock;

    Answers(OrderEvents events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /// The events that answer `received`, whose verdicts are durable.
    List<OutgoingEvent> to(List<Received<OrderEvent>> received, List<Verdict> verdicts) {
        List<OutgoingEvent> answers = new ArrayList<>();
        for (int i = 0; i < verdicts.size(); i++) {
            OrderEvent order = received.get(i).event();
            String trace = received.get(i).traceparent();
            switch (verdicts.get(i)) {
                case Verdict.Reserved reserved -> {
                    Journey.log(order.id(), "reserved by catalog");
                    answers.add(events.outgoing(Topic.ORDER_RESERVED, order, clock.instant(), trace));
                }
                case Verdict.Refused refused -> {
                    Journey.log(order.id(), "refused by catalog: " + codes(refused.reasons()));
                    answers.add(events.outgoing(Topic.ORDER_REJECTED, order.rejected(refused.reasons()), clock.instant(), trace));
                }
                case Verdict.Kept kept -> Journey.log(order.id(), kept.done());
                case Verdict.Nothing nothing -> {
                    // Told when it happened the first time.
                }
            }
        }
        return answers;
    }

    private static String codes(List<OrderEvent.Reason> reasons) {
        return reasons.stream().map(OrderEvent.Reason::code).distinct().collect(Collectors.joining(", "));
    }
}
