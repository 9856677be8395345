package dev.groundswell.gateway.upstream;

import static dev.groundswell.gateway.upstream.UpstreamFailures.refusal;

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

import dev.groundswell.gateway.body.Bodies;
import dev.groundswell.gateway.exchange.Answer;
import dev.groundswell.gateway.exchange.Exchange;
import dev.groundswell.gateway.header.Origin;
import dev.groundswell.gateway.header.RequestHeaders;
import dev.groundswell.gateway.header.ResponseHeaders;
import dev.groundswell.platform.problem.Refusal;
import dev.groundswell.platform.tracing.RequestTrace;

/// One request passed on to one service. Confined to the request's event loop; over when the answer's body has been read or cancelled.
///
/// Nothing is ever sent twice: whether a pooled connection died before or after the service read from it cannot be known,
/// so a request that meets one becomes a 502 and only its sender knows whether a repeat is safe.
final class Conversation {

    private static final long NO_TIMER = -1;

    private final Exchange exchange;
    private final Vertx vertx;
    private final Bodies bodies;
    private final ResponseHeaders responseHeaders;
    private final Patience patience;
    private final Promise<Answer> answer = Promise.promise();
    private @Nullable HttpClientRequest request;
    private boolean sent;
    private boolean cancelled;
    private boolean finished;
    private @Nullable HttpClientResponse response;
    private long timer = NO_TIMER;

    Conversation(Exchange exchange, Vertx vertx, Bodies bodies, ResponseHeaders responseHeaders, Patience patience) {
        this.exchange = exchange;
        this.vertx = vertx;
        this.bodies = bodies;
        this.responseHeaders = responseHeaders;
        this.patience = patience;
    }

    /// Completes with the answer's head; fails with a 413 or 408 when the request grows too large or takes too long, else with a 502, 503 or 504.
    Future<Answer> with(HttpClient client, Addresses.Address address) {
        exchange.whenAbandoned(this::cancel);
        RequestOptions options = new RequestOptions()
                .setMethod(exchange.request().method())
                .setHost(address.host())
                .setPort(address.port())
                .setURI(exchange.target().keeping(exchange.route().query()));
        client.request(options).onSuccess(this::send).onFailure(this::fail);
        return answer.future();
    }

    private void send(HttpClientRequest created) {
        request = created;
        created.exceptionHandler(this::fail);
        if (cancelled) {
            cancel();
            return;
        }
        addHeaders(created.headers());
        created.response().onSuccess(this::receive).onFailure(this::fail);
        if (exchange.hasBody()) {
            sendBody(created);
        } else {
            exchange.request().resume();
            created.end();
            awaitHead();
        }
    }

    private void addHeaders(MultiMap headers) {
        HttpServerRequest incoming = exchange.request();
        RequestHeaders.pass(incoming.headers(), headers);
        headers.set("Forwarded", Origin.forwarded(incoming));
        headers.set("Via", Origin.via(incoming));
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

    /// A service that has begun to answer may wait for the rest of a body we have refused: it will never come.
    private void breakOffBody(Throwable failure) {
        fail(failure);
        if (failure instanceof Refusal && !cancelled) {
            cancel();
        }
    }

    /// The service's time runs from here: what the client takes to send its body is not counted.
    private void awaitHead() {
        sent = true;
        if (!answer.future().isComplete() && !cancelled) {
            timer = vertx.setTimer(patience.head(), late -> fail(UpstreamFailures.tooSlow()));
        }
    }

    private void receive(HttpClientResponse received) {
        stopTimer();
        response = received;
        received.end().onComplete(ended -> finish());
        // Whoever reads the answer puts its own in this place; without any, Vert.x logs what we have cancelled ourselves.
        received.exceptionHandler(this::fail);
        if (received.statusCode() < 200) {
            // Vert.x takes a 102 for the final answer; what follows it would be taken for another request's.
            fail(UpstreamFailures.notUnderstood());
            return;
        }
        MultiMap headers = responseHeaders.endToEnd(received.headers());
        if (bodiless(received.statusCode())) {
            answer.tryComplete(new Answer(received.statusCode(), headers, new Answer.Body.None()));
            return;
        }
        received.pause();
        if (patience.stream() > 0) {
            timer = vertx.setTimer(patience.stream(), over -> cancel());
        }
        answer.tryComplete(new Answer(received.statusCode(), headers, new Answer.Body.Streamed(received, this::cancel)));
    }

    /// From here on the connection is another request's, unless the service has not read all of this one: then it is of no more use.
    private void finish() {
        stopTimer();
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
        return exchange.request().method() == HttpMethod.HEAD || status == 204 || status == 304;
    }

    private void fail(Throwable failure) {
        // After the head, the answer's own stream tells of failures; a request body that nobody wanted to the end is none.
        if (answer.tryFail(refusal(failure, exchange.route()))) {
            cancel();
        }
    }

    private void cancel() {
        cancelled = true;
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
