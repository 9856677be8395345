package dev.groundswell.gateway.upstream;

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
import dev.groundswell.gateway.header.Origin;
import dev.groundswell.gateway.header.RequestHeaders;
import dev.groundswell.gateway.header.ResponseHeaders;
import dev.groundswell.gateway.upstream.NoAnswer.Kind;
import dev.groundswell.platform.http.Caching;
import dev.groundswell.platform.problem.Refusal;
import dev.groundswell.platform.tracing.RequestTrace;

/// One request passed on to one instance. Confined to the request's event loop; over when the answer's body has been read or cancelled.
///
/// Whether a pooled connection died before or after the instance read from it cannot be known: to have been broken off says no more than that.
/// Until there is a connection, the request's body is not touched, and a client that waits for leave to send it has none.
final class Conversation {

    private static final long NO_TIMER = -1;

    private final Exchange exchange;
    private final Turn turn;
    private final HttpClient client;
    private final Vertx vertx;
    private final Bodies bodies;
    private final ResponseHeaders responseHeaders;
    private final Patience patience;
    private final Promise<Answer> answer = Promise.promise();
    private @Nullable HttpClientRequest request;
    private boolean onKeptConnection;
    private boolean sent;
    private boolean settled;
    private boolean cancelled;
    private boolean finished;
    private @Nullable HttpClientResponse response;
    private long timer = NO_TIMER;

    Conversation(Exchange exchange, Turn turn, HttpClient client, Vertx vertx, Bodies bodies, ResponseHeaders responseHeaders,
            Patience patience) {
        this.exchange = exchange;
        this.turn = turn;
        this.client = client;
        this.vertx = vertx;
        this.bodies = bodies;
        this.responseHeaders = responseHeaders;
        this.patience = patience;
    }

    /// Completes with the answer's head; fails with a [NoAnswer], or a [Refusal] of the request's body. Then the conversation is over.
    Future<Answer> begin() {
        Address address = turn.address();
        RequestOptions options = new RequestOptions()
                .setMethod(exchange.method())
                .setHost(address.host())
                .setPort(address.port())
                .setURI(exchange.target().keeping(exchange.route().query()));
        client.request(options).onSuccess(this::send).onFailure(this::miss);
        return answer.future();
    }

    /// Whether it went over a connection that other requests had used before: the instance may have closed it just then, having been idle.
    boolean wasOnKeptConnection() {
        return onKeptConnection;
    }

    private void send(HttpClientRequest created) {
        request = created;
        created.exceptionHandler(this::breakOff);
        created.earlyHintsHandler(early -> exchange.hint(responseHeaders.toClient(early)));
        onKeptConnection = Processing.on(created.connection(), exchange::tellProcessing);
        if (cancelled) {
            reset();
            return;
        }
        addHeaders(created.headers());
        created.response().onSuccess(this::receive).onFailure(this::breakOff);
        if (exchange.hasBody()) {
            sendBody(created);
        } else {
            exchange.endRequest();
            created.end();
            awaitHead();
        }
    }

    private void addHeaders(MultiMap headers) {
        HttpServerRequest incoming = exchange.request();
        RequestHeaders.pass(exchange.headers(), headers);
        headers.set("Forwarded", Origin.forwarded(incoming));
        headers.set("Via", Origin.via(incoming));
        if (exchange.goesPastCaches()) {
            headers.set(Caching.PAST_CACHES, "?1");
        }
        String id = RequestTrace.currentId();
        if (id != null) {
            headers.set(RequestTrace.REQUEST_ID, id);
        }
        String trace = RequestTrace.current();
        if (trace != null) {
            headers.set(RequestTrace.TRACEPARENT, trace);
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
        exchange.inviteBody();
        bodies.of(exchange).pipe()
                .endOnFailure(false)
                .to(created)
                .onSuccess(sent -> awaitHead())
                .onFailure(this::breakOffBody);
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

    /// The service's time runs from here: what the client takes to send its body is not counted.
    private void awaitHead() {
        sent = true;
        if (!settled && !cancelled) {
            timer = vertx.setTimer(patience.head(),
                    late -> end(new NoAnswer(Kind.TOO_SLOW, "no answer within " + patience.head() + " ms")));
        }
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
        HttpClientResponse begun = response;
        if (begun == null || !allSent()) {
            reset();
        } else if (!finished) {
            // The end may have come already and wait behind what the client has not read. The pool has then given the connection to another
            // request, which a reset would kill: let the rest pass, and see.
            begun.handler(dropped -> {}).resume();
            vertx.getOrCreateContext().runOnContext(drained -> {
                if (!finished) {
                    reset();
                }
            });
        }
    }

    private void reset() {
        HttpClientRequest open = request;
        if (open != null) {
            var _ = open.reset();
        }
    }

    private void stopTimer() {
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
            timer = NO_TIMER;
        }
    }

    /// @param head milliseconds from the request's end to the answer's head
    /// @param stream milliseconds the answer's body may last, 0 for no bound
    record Patience(long head, long stream) {}
}
