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

import dev.groundswell.gateway.body.BoundedBody;
import dev.groundswell.gateway.exchange.Answer;
import dev.groundswell.gateway.exchange.Exchange;
import dev.groundswell.gateway.header.Origin;
import dev.groundswell.gateway.header.RequestHeaders;
import dev.groundswell.gateway.header.ResponseHeaders;
import dev.groundswell.platform.tracing.RequestTrace;

/// One request passed on to one service. Confined to the request's event loop; over when the answer's body has been read or cancelled.
///
/// Nothing is ever sent twice: whether a pooled connection died before or after the service read from it cannot be known,
/// so a request that meets one becomes a 502 and only its sender knows whether a repeat is safe.
final class Conversation {

    private static final long NO_TIMER = -1;

    private final Exchange exchange;
    private final Vertx vertx;
    private final ResponseHeaders responseHeaders;
    private final Patience patience;
    private final Promise<Answer> answer = Promise.promise();
    private @Nullable HttpClientRequest request;
    private boolean sent;
    private boolean cancelled;
    private long timer = NO_TIMER;

    Conversation(Exchange exchange, Vertx vertx, ResponseHeaders responseHeaders, Patience patience) {
        this.exchange = exchange;
        this.vertx = vertx;
        this.responseHeaders = responseHeaders;
        this.patience = patience;
    }

    /// Completes with the answer's head; fails with a 413 when the request grows too large, else with a 502, 503 or 504.
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
        if (cancelled) {
            cancel();
            return;
        }
        addHeaders(created.headers());
        created.exceptionHandler(this::fail);
        created.response().onSuccess(this::receive).onFailure(this::fail);
        if (exchange.hasBody()) {
            sendBody(created);
        } else {
            exchange.request().resume();
            created.end().onSuccess(sent -> awaitHead());
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
        new BoundedBody(exchange).pipe()
                .endOnFailure(false)
                .to(created)
                .onSuccess(sent -> awaitHead())
                .onFailure(this::fail);
    }

    /// The service's time runs from here: what the client takes to send its body is not counted.
    private void awaitHead() {
        sent = true;
        if (!answer.future().isComplete() && !cancelled) {
            timer = vertx.setTimer(patience.head(), late -> fail(UpstreamFailures.tooSlow()));
        }
    }

    private void receive(HttpClientResponse response) {
        stopTimer();
        // Whoever reads the answer puts its own in this place; without any, Vert.x logs what we have cancelled ourselves.
        response.exceptionHandler(this::fail);
        if (response.statusCode() < 200) {
            // Vert.x takes a 102 for the final answer; what follows it would be taken for another request's.
            fail(UpstreamFailures.notUnderstood());
            return;
        }
        if (!sent) {
            response.end().onComplete(early -> stopSending());
        }
        MultiMap headers = responseHeaders.endToEnd(response.headers());
        if (bodiless(response.statusCode())) {
            answer.tryComplete(new Answer(response.statusCode(), headers, new Answer.Body.None()));
            return;
        }
        response.pause();
        if (patience.stream() > 0) {
            timer = vertx.setTimer(patience.stream(), over -> cancel());
        }
        answer.tryComplete(new Answer(response.statusCode(), headers, new Answer.Body.Streamed(response, this::cancel)));
    }

    /// The service has said all it will say and not read all there is: its connection is of no more use.
    private void stopSending() {
        if (!sent) {
            cancel();
        }
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
