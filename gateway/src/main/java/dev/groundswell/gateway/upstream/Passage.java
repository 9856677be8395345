package dev.groundswell.gateway.upstream;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;

import dev.groundswell.gateway.balance.Turn;
import dev.groundswell.gateway.exchange.Answer;
import dev.groundswell.gateway.exchange.Exchange;

/// One request's way to its answer: a conversation with one instance, and with others when the first ones did not take it.
/// Confined to the request's event loop.
///
/// What was never sent is tried on every other instance. What may have been read is sent once more only if reading it twice changes nothing and
/// there is no body, which would be gone; where there is no other instance, only if the connection was a kept one, which the instance may have been
/// about to close. A time-out is never repeated: the next instance would have its reasons too, and the load doubles.
final class Passage {

    private final Exchange exchange;
    private final Service service;
    private final Function<Turn, Conversation> conversations;
    private @Nullable Conversation current;
    private List<Turn> past = List.of();
    private boolean sentTwice;
    private boolean abandoned;

    Passage(Exchange exchange, Service service, Function<Turn, Conversation> conversations) {
        this.exchange = exchange;
        this.service = service;
        this.conversations = conversations;
    }

    /// Completes with the answer's head; fails with a 413 or 408 when the request grows too large or takes too long, else with a 502, 503 or 504.
    Future<Answer> begin() {
        exchange.whenAbandoned(this::abandon);
        return talk(service.instances().turn());
    }

    private Future<Answer> talk(Turn turn) {
        Conversation conversation = conversations.apply(turn);
        current = conversation;
        return conversation.begin().recover(failure -> failure instanceof NoAnswer none ? goOn(turn, none) : Future.failedFuture(failure));
    }

    private Future<Answer> goOn(Turn turn, NoAnswer failure) {
        Turn another = abandoned || !mayBeSentAgain(failure) ? null : anotherThan(turn);
        if (another == null && !abandoned && mayBeSentAgain(failure) && wasOnKeptConnection()) {
            another = service.instances().turn();
        }
        if (another == null) {
            return Future.failedFuture(UpstreamFailures.refusal(failure, exchange.route()));
        }
        sentTwice |= failure.kind() == NoAnswer.Kind.BROKEN_OFF;
        service.repeated(failure.kind());
        return talk(another);
    }

    private boolean mayBeSentAgain(NoAnswer failure) {
        return switch (failure.kind()) {
            case UNREACHABLE, FULL -> true;
            case BROKEN_OFF -> !sentTwice && !exchange.hasBody() && isRead();
            case NOT_UNDERSTOOD, TOO_SLOW -> false;
        };
    }

    private boolean wasOnKeptConnection() {
        Conversation ended = current;
        return ended != null && ended.wasOnKeptConnection();
    }

    private boolean isRead() {
        HttpMethod method = exchange.method();
        return method == HttpMethod.GET || method == HttpMethod.HEAD;
    }

    private @Nullable Turn anotherThan(Turn turn) {
        if (past.isEmpty()) {
            past = new ArrayList<>();
        }
        past.add(turn);
        return service.instances().anotherThan(past);
    }

    private void abandon() {
        abandoned = true;
        Conversation open = current;
        if (open != null) {
            open.cancel();
        }
    }
}
