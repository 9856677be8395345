package dev.groundswell.gateway.pipeline;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

import dev.groundswell.gateway.browser.CrossOrigin;
import dev.groundswell.gateway.browser.SafetyHeaders;
import dev.groundswell.gateway.exchange.Answer;
import dev.groundswell.gateway.exchange.Exchange;
import dev.groundswell.gateway.header.ResponseHeaders;
import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

/// Writes answers and problems to clients, and sees to the request bodies nobody has read. Thread-safe.
@Singleton
class Answering {

    private static final Logger LOG = Logger.getLogger(Answering.class);

    private final Vertx vertx;
    private final ObjectMapper mapper;
    private final ResponseHeaders responseHeaders;
    private final LingerSettings lingering;
    private final SlowReaders readers;
    private final CrossOrigin crossOrigin;

    Answering(Vertx vertx, ObjectMapper mapper, ResponseHeaders responseHeaders, LingerSettings lingering, SlowReaders readers,
            CrossOrigin crossOrigin) {
        this.vertx = vertx;
        this.mapper = mapper;
        this.responseHeaders = responseHeaders;
        this.lingering = lingering;
        this.readers = readers;
        this.crossOrigin = crossOrigin;
    }

    void send(RoutingContext context, Answer answer) {
        HttpServerResponse response = context.response();
        if (response.closed()) {
            abandon(answer);
            return;
        }
        response.setStatusCode(answer.status());
        responseHeaders.toClient(answer.headers(), response.headers());
        if (answer.body() instanceof Answer.Body.Prepared prepared) {
            prepared.fields().addTo(response.headers());
        }
        tellBrowsers(context.request());
        switch (answer.body()) {
            case Answer.Body.None none -> response.end();
            case Answer.Body.Whole whole -> end(context.request(), whole.bytes());
            case Answer.Body.Prepared prepared -> end(context.request(), prepared.bytes());
            case Answer.Body.Streamed streamed -> new Relay(streamed, context.request(), readers).start();
        }
        lingerAfter(context);
    }

    /// Tells a client why there is no other answer. Whatever is no [Refusal] is our own fault.
    void send(RoutingContext context, @Nullable Throwable failure) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        Refusal refusal = failure instanceof Refusal expected ? expected : fault(failure);
        response.setStatusCode(refusal.problem().status());
        response.putHeader("Content-Type", Problem.MEDIA_TYPE).putHeader("Cache-Control", "no-store");
        refusal.headers().forEach((name, value) -> tell(context.request(), name, value));
        tellBrowsers(context.request());
        if (Linger.closes(response)) {
            Ending.begin(context.request());
        }
        Buffer body = json(refusal.problem());
        if (context.request().method() == HttpMethod.HEAD) {
            response.putHeader("Content-Length", String.valueOf(body.length())).end();
        } else {
            end(context.request(), body);
        }
        lingerAfter(context);
    }

    private void end(HttpServerRequest request, Buffer body) {
        readers.awaitEnd(request, request.response().end(body), body.length());
    }

    /// HTTP/2 has no such header (RFC 9113, section 8.2.2): there a request ends, and the connection goes on.
    private static void tell(HttpServerRequest request, String name, String value) {
        if (request.version() != HttpVersion.HTTP_2 || !name.equals("Connection")) {
            request.response().putHeader(name, value);
        }
    }

    private void tellBrowsers(HttpServerRequest request) {
        SafetyHeaders.add(request.response().headers(), request.isSSL());
        crossOrigin.tell(request, request.response());
    }

    private void lingerAfter(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (Linger.closes(context.response()) || !request.isEnded() && Exchange.announcesBody(request)) {
            Linger.after(request, vertx, lingering);
        } else if (!request.isEnded()) {
            // The end of a request without a body is there already, and needs nobody who waits for it.
            request.resume();
        }
    }

    private static void abandon(Answer answer) {
        if (answer.body() instanceof Answer.Body.Streamed streamed) {
            streamed.cancel().run();
        }
    }

    private static Refusal fault(@Nullable Throwable failure) {
        LOG.error("request failed", failure);
        return new Refusal(Problem.internal());
    }

    private Buffer json(Problem problem) {
        try {
            return Buffer.buffer(mapper.writeValueAsBytes(problem));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem cannot be written", e);
        }
    }
}
