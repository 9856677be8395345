package dev.groundswell.gateway.upstream;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;

import dev.groundswell.gateway.balance.Turn;
import dev.groundswell.gateway.breaker.CircuitBreaker.Leave;
import dev.groundswell.gateway.exchange.Answer;
import dev.groundswell.gateway.exchange.Exchange;
import dev.groundswell.gateway.overload.Permit;

/// One request's way to its answer: a conversation with one instance, and with others when the first ones did not take it.
/// Confined to the request's event loop.
///
/// What was never sent is tried on every other instance. What may have been read is sent once more only if reading it twice changes nothing and
/// there is no body, which would be gone; where there is no other instance, only if the connection was a kept one, which the instance may have been
/// about to close. A time-out is never repeated: the next instance would have its reasons too, and the load doubles. All of it draws on one budget, and
/// ends with the request's time.
final class Passage {

    private final Exchange exchange;
    private final Service service;
    private final Permit permit;
    private final Leave leave;
    private final Budget budget;
    private final long jitter;
    private final Vertx vertx;
    private final Conversations conversations;
    private @Nullable Conversation current;
    private @Nullable NoAnswer last;
    private List<Turn> past = List.of();
    private boolean sentTwice;
    private boolean abandoned;
    private boolean told;

    /// Begins a conversation for a request.
    interface Conversations {

        /// @param whenSlow runs when the request's body is slow to come
        Conversation with(Turn turn, Patience patience, Runnable whenSlow);
    }

    /// @param permit ends with the passage
    /// @param leave of the service's circuit breaker, which is told what became of it
    /// @param jitter the longest wait in milliseconds before what broke off is sent again
    Passage(Exchange exchange, Service service, Permit permit, Leave leave, Budget budget, long jitter, Vertx vertx,
            Conversations conversations) {
        this.exchange = exchange;
        this.service = service;
        this.permit = permit;
        this.leave = leave;
        this.budget = budget;
        this.jitter = jitter;
        this.vertx = vertx;
        this.conversations = conversations;
    }

    /// Completes with the answer's head; fails with a 413 or 408 when the request grows too large or takes too long, else with a 502, 503 or 504.
    Future<Answer> begin() {
        exchange.whenAbandoned(this::abandon);
        service.asked();
        return talk(null).onComplete(this::end);
    }

    /// @param chosen `null` for whoever is best now
    private Future<Answer> talk(@Nullable Turn chosen) {
        if (abandoned) {
            if (chosen != null) {
                chosen.end();
            }
            return Future.failedFuture("the client has gone");
        }
        // What an instance before did is not what comes of this one.
        last = null;
        long left = budget.left(exchange);
        if (left <= 0) {
            if (chosen != null) {
                chosen.end();
            }
            return giveUp(new NoAnswer(NoAnswer.Kind.OUT_OF_TIME, "no time is left"));
        }
        Turn turn = chosen == null ? service.instances().turn() : chosen;
        Conversation conversation = conversations.with(turn, budget.patience(left), this::letOthersTry);
        current = conversation;
        return conversation.begin().recover(failure -> failure instanceof NoAnswer none ? goOn(turn, none) : Future.failedFuture(failure));
    }

    private Future<Answer> goOn(Turn turn, NoAnswer failure) {
        last = failure;
        if (abandoned || !mayBeSentAgain(failure) || budget.left(exchange) <= 0) {
            return giveUp(failure);
        }
        Turn another = anotherThan(turn);
        if (another == null && !wasOnKeptConnection()) {
            return giveUp(failure);
        }
        if (!service.mayRepeat(failure.kind())) {
            if (another != null) {
                another.end();
            }
            return giveUp(failure);
        }
        if (failure.kind() != NoAnswer.Kind.BROKEN_OFF) {
            return talk(another);
        }
        sentTwice = true;
        return pause().compose(over -> talk(another));
    }

    private Future<Answer> giveUp(NoAnswer failure) {
        last = failure;
        return Future.failedFuture(UpstreamFailures.refusal(failure, exchange.route()));
    }

    /// An instance that dies breaks off everything it had, and all of that would arrive at the next one at the same time. Drawn from the whole span ("full
    /// jitter").
    private Future<Void> pause() {
        Promise<Void> over = Promise.promise();
        long millis = ThreadLocalRandom.current().nextLong(jitter + 1);
        if (millis == 0) {
            return Future.succeededFuture();
        }
        vertx.setTimer(millis, due -> over.complete());
        return over.future();
    }

    private boolean mayBeSentAgain(NoAnswer failure) {
        return switch (failure.kind()) {
            case UNREACHABLE, FULL -> true;
            case BROKEN_OFF -> !sentTwice && !exchange.hasBody() && isRead();
            case NOT_UNDERSTOOD, TOO_SLOW, OUT_OF_TIME -> false;
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

    private void end(AsyncResult<Answer> outcome) {
        permit.end();
        NoAnswer failure = last;
        if (told) {
            return;
        }
        told = true;
        if (outcome.succeeded()) {
            service.breaker().succeeded(leave);
        } else if (failure != null && failure.kind().blamesTheInstance()) {
            service.breaker().failed(leave, failure.waitedInVain());
        } else {
            service.breaker().withdrew(leave);
        }
    }

    /// A trial that waits for its client's body would keep everybody else waiting.
    private void letOthersTry() {
        if (leave == Leave.TRIAL) {
            withdraw();
        }
    }

    private void withdraw() {
        if (!told) {
            told = true;
            service.breaker().withdrew(leave);
        }
    }

    private void abandon() {
        if (!abandoned) {
            abandoned = true;
            permit.end();
            withdraw();
        }
        Conversation open = current;
        if (open != null) {
            open.cancel();
        }
    }
}
