package dev.groundswell.gateway.journey;

import jakarta.inject.Singleton;

import io.vertx.core.Future;

import dev.groundswell.gateway.exchange.Answer;
import dev.groundswell.gateway.exchange.Exchange;
import dev.groundswell.gateway.exchange.Step;
import dev.groundswell.platform.tracing.Journey;

/// The step that notes accepted orders, one INFO line each.
@Singleton
public class OrderJourney implements Step {

    private static final String LOCATION = "/api/orders/";

    @Override
    public Future<Answer> handle(Exchange exchange, Next next) {
        Future<Answer> answered = next.handle(exchange);
        boolean places = exchange.route().name().equals("orders") && exchange.route().method().equals("POST");
        return places ? answered.onSuccess(OrderJourney::note) : answered;
    }

    private static void note(Answer answer) {
        String location = answer.headers().get("Location");
        if (answer.status() == 202 && location != null && location.startsWith(LOCATION)) {
            Journey.log(location.substring(LOCATION.length()), "accepted by the gateway");
        }
    }
}
