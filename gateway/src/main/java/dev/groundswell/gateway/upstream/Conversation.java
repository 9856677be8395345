package dev.groundswell.gateway.upstream;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;

import dev.groundswell.gateway.balance.Address;
import dev.groundswell.gateway.balance.Turn;
import dev.groundswell.gateway.body.Bodies;
import dev.groundswell.gateway.exchange.Answer;
import dev.groundswell.gateway.exchange.Exchange;
import dev.groundswell.gateway.header.ResponseHeaders;
import dev.groundswell.gateway.overload.Permit;
import dev.groundswell.gateway.upstream.NoAnswer.Kind;
import dev.groundswell.platform.problem.Refusal;

/// One request passed on to one instance. Confined to the request's event loop; over when the answer's body has been read or cancelled.
///
/// Whether a pooled connection died before or after the instance read from it cannot be known: to have been broken off says no more than that.
/// Until there is a connection, the request's body is not touched, and a client that waits for leave to send it has none.
final class Conversation {

    private static final long NO_TIMER = -1;
    /// Milliseconds. A body that comes faster keeps its place with the service while it comes; most are there with their head.
    private static final long PROMPT_BODY = 2;
    /// One that takes longer is slow, and only so many may be.
    private static final long QUICK_BODY = 500;
    /// How often it is looked whether a service reads a slow body.
    private static final long LOOK = 500;
    private static final int FIRST_ERROR = 500;

    private final Exchange exchange;
    private final Turn turn;
    private final Permit permit;
    private final HttpClient client;
    private final Vertx vertx;
    private final Bodies bodies;
    private final ResponseHeaders responseHeaders;
    private final Patience patience;
    private final Runnable whenSlow;
    private final long begun = System.nanoTime();
    private final Promise<Answer> answer = Promise.promise();
    private @Nullable HttpClientRequest request;
    private boolean onKeptConnection;
    private boolean sent;
    private long left;
    private long sentAt;
    private boolean settled;
    private boolean cancelled;
    private boolean finished;
    private @Nullable HttpClientResponse response;
    private long timer = NO_TIMER;

    /// @param whenSlow runs when the request's body is slow to come
    Conversation(Exchange exchange, Turn turn, Permit permit, HttpClient client, Vertx vertx, Bodies bodies,
            ResponseHeaders responseHeaders, Patience patience, Runnable whenSlow) {
        this.exchange = exchange;
        this.whenSlow = whenSlow;
        this.turn = turn;
        this.permit = permit;
        this.client = client;
        this.vertx = vertx;
        this.bodies = bodies;
        this.responseHeaders = responseHeaders;
        this.patience = patience;
    }

    /// Completes with the answer's head; fails with a [NoAnswer], a [Refusal] of the request's body, or what was not foreseen. Then the conversation is over.
    Future<Answer> begin() {
        Address address = turn.address();
        RequestOptions options = new RequestOptions()
                .setMethod(exchange.method())
                .setHost(address.host())
                .setPort(address.port())
                .setURI(exchange.target().keeping(exchange.route().query()));
        timer = vertx.setTimer(patience.head(), late -> end(late()));
        client.request(options).onSuccess(this::send).onFailure(this::miss);
        return answer.future();
    }

    /// Whether it went over a connection that other requests had used before: the instance may have closed it just then, having been idle.
    boolean wasOnKeptConnection() {
        return onKeptConnection;
    }

    private void send(HttpClientRequest created) {
        request = created;
        try {
            ask(created);
        } catch (RuntimeException unforeseen) {
            // Vert.x would log it and nobody would be answered.
            fail(unforeseen);
        }
    }

    private void ask(HttpClientRequest created) {
        created.exceptionHandler(this::breakOff);
        created.earlyHintsHandler(early -> exchange.hint(responseHeaders.toClient(early)));
        onKeptConnection = Processing.on(created.connection(), exchange::tellProcessing);
        if (cancelled) {
            reset();
            return;
        }
        left = patience.head() - millisSince(begun);
        RequestHead.add(exchange, left, created.headers());
        created.response().onSuccess(this::receive).onFailure(this::breakOff);
        if (exchange.hasBody()) {
            sendBody(created);
        } else {
            exchange.endRequest();
            created.end();
            sent();
        }
    }

    private void sendBody(HttpClientRequest created) {
        HttpServerRequest incoming = exchange.request();
        String length = incoming.getHeader("Content-Length");
        if (length == null) {
            created.setChunked(true);
        } else {
            created.putHeader("Content-Length", length);
        }
        stopTimer();
        timer = vertx.setTimer(PROMPT_BODY, late -> lendPlace());
        incoming.end().onSuccess(ended -> bodyIsThere());
        exchange.inviteBody();
        bodies.of(exchange).pipe()
                .endOnFailure(false)
                .to(created)
                .onSuccess(ended -> sent())
                .onFailure(this::breakOffBody);
    }

    private void lendPlace() {
        permit.lend();
        timer = vertx.setTimer(QUICK_BODY - PROMPT_BODY, slow -> waitForBody());
    }

    private void waitForBody() {
        whenSlow.run();
        if (permit.linger()) {
            lookWhoIsSlow(0, exchange.request().bytesRead());
        } else {
            fail(UpstreamFailures.tooManySlowBodies());
            cancel();
        }
    }

    /// A body that cannot go on since the service does not read it is late by the service's fault.
    ///
    /// @param stuck milliseconds for which it could not
    /// @param before bytes of it that had come then
    private void lookWhoIsSlow(long stuck, long before) {
        timer = vertx.setTimer(LOOK, look -> {
            long come = exchange.request().bytesRead();
            boolean waits = come == before && request != null && request.writeQueueFull();
            if (waits && stuck + LOOK >= patience.head()) {
                end(patience.exhausted());
            } else {
                lookWhoIsSlow(waits ? stuck + LOOK : 0, come);
            }
        });
    }

    /// A service that has begun to answer may wait for the rest of a body we have refused: it will never come. Whether the client or the
    /// instance ended the body in any other way is not told; if it was the instance, its connection tells.
    private void breakOffBody(Throwable failure) {
        if (failure instanceof Refusal) {
            fail(failure);
            cancel();
        } else {
            fail(new NoAnswer(Kind.BROKEN_OFF, failure));
        }
    }

    /// The service's time goes on from here, also when it does not read: what the client takes to send its body is not counted.
    private void bodyIsThere() {
        permit.takeBack();
        if (!settled && !cancelled) {
            stopTimer();
            timer = vertx.setTimer(Math.max(1, left), late -> end(late()));
        }
    }

    private void sent() {
        sent = true;
        sentAt = System.nanoTime();
    }

    private NoAnswer late() {
        return request == null ? new NoAnswer(Kind.FULL, "no connection within " + patience.head() + " ms") : patience.exhausted();
    }

    private void receive(HttpClientResponse received) {
        stopTimer();
        response = received;
        received.end().onComplete(ended -> finish());
        // Whoever reads the answer puts its own in this place; without any, Vert.x logs what we have cancelled ourselves.
        received.exceptionHandler(this::breakOff);
        if (received.statusCode() < 200) {
            // Vert.x takes what it does not know for the final answer; what follows it would be taken for another request's.
            fail(new NoAnswer(Kind.NOT_UNDERSTOOD, "status " + received.statusCode()));
            return;
        }
        turn.answered();
        if (sent && received.statusCode() < FIRST_ERROR) {
            permit.answered(System.nanoTime() - sentAt);
        }
        MultiMap headers = responseHeaders.endToEnd(received.headers());
        if (bodiless(received.statusCode())) {
            settle(new Answer(received.statusCode(), headers, new Answer.Body.None()));
            return;
        }
        received.pause();
        if (patience.stream() > 0) {
            timer = vertx.setTimer(patience.stream(), over -> cancel());
        }
        settle(new Answer(received.statusCode(), headers, new Answer.Body.Streamed(received, this::cancel)));
    }

    /// From here on the connection is another request's, unless the service has not read all of this one: then it is of no more use.
    private void finish() {
        stopTimer();
        HttpClientRequest answered = request;
        if (answered != null) {
            Processing.off(answered.connection());
        }
        turn.end();
        finished = allSent();
        if (!finished) {
            cancel();
        }
    }

    /// The pipe has ended the service's request as soon as the client's has ended, and hears of it a moment later.
    private boolean allSent() {
        return sent || exchange.request().isEnded();
    }

    private boolean bodiless(int status) {
        return exchange.method() == HttpMethod.HEAD || status == 204 || status == 304;
    }

    private void miss(Throwable failure) {
        end(new NoAnswer(UpstreamFailures.whileConnecting(failure), failure));
    }

    private void breakOff(Throwable failure) {
        end(new NoAnswer(UpstreamFailures.whileTalking(failure), failure));
    }

    private void end(NoAnswer failure) {
        if (!settled && !cancelled && failure.kind().blamesTheInstance()) {
            turn.failed(failure);
        }
        fail(failure);
    }

    private void settle(Answer head) {
        if (!settled) {
            settled = true;
            answer.complete(head);
        }
    }

    /// After the head, the answer's own stream tells of failures; a request body that nobody wanted to the end is none.
    private void fail(Throwable failure) {
        if (!settled) {
            settled = true;
            // First of all the turn ends: the next one may begin within the next line.
            cancel();
            answer.fail(failure);
        }
    }

    /// Nobody wants the answer, or the rest of it. More than once is once.
    void cancel() {
        if (cancelled) {
            return;
        }
        cancelled = true;
        turn.end();
        stopTimer();
        HttpClientResponse answering = response;
        if (answering == null && sent) {
            permit.unanswered(System.nanoTime() - sentAt);
        }
        if (answering == null || !allSent()) {
            reset();
        } else if (!finished) {
            // The end may have come already and wait behind what the client has not read. The pool has then given the connection to another
            // request, which a reset would kill: let the rest pass, and see.
            answering.handler(dropped -> {}).resume();
            vertx.getOrCreateContext().runOnContext(drained -> {
                if (!finished) {
                    reset();
                }
            });
        }
        if (!settled) {
            // Before there is a connection nothing else would end it.
            settled = true;
            answer.fail(new NoAnswer(Kind.BROKEN_OFF, "nobody waits any more"));
        }
    }

    private void reset() {
        HttpClientRequest open = request;
        if (open != null) {
            var _ = open.reset();
        }
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    private void stopTimer() {
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
            timer = NO_TIMER;
        }
    }
}
