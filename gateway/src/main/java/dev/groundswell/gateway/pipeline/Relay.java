package dev.groundswell.gateway.pipeline;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

import dev.groundswell.gateway.exchange.Answer;

/// Passes one streamed body on as it comes, no faster than the client reads. Confined to the request's event loop.
///
/// Differs from Vert.x' pipe in two things: the last chunk of an announced length ends the answer in the same write,
/// and a stream that breaks off breaks the answer off, so that no client takes half for the whole.
final class Relay {

    private static final long UNKNOWN = -1;
    /// Bytes that may wait here for a client of HTTP/1 to read, beside what the kernel takes: thousands of slow ones hold so much each. HTTP/2 has its windows.
    private static final int MOST_UNSENT = 16 * 1_024;

    private final Answer.Body.Streamed body;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final long announced;
    private final SlowReaders readers;
    private long passed;
    private boolean done;

    Relay(Answer.Body.Streamed body, HttpServerRequest request, SlowReaders readers) {
        this.body = body;
        this.request = request;
        this.readers = readers;
        this.response = request.response();
        String length = response.headers().get("Content-Length");
        this.announced = length == null ? UNKNOWN : Long.parseLong(length);
    }

    void start() {
        if (announced == UNKNOWN) {
            response.setChunked(true);
        }
        response.setWriteQueueMaxSize(MOST_UNSENT);
        body.chunks().exceptionHandler(this::breakOff).handler(this::pass).endHandler(this::end).resume();
    }

    private void pass(Buffer chunk) {
        passed += chunk.length();
        if (done) {
            return;
        }
        if (passed == announced) {
            done = true;
            readers.awaitEnd(request, response.end(chunk), chunk.length());
            return;
        }
        response.write(chunk);
        if (response.writeQueueFull()) {
            body.chunks().pause();
            readers.await(request, () -> body.chunks().resume());
        }
    }

    private void end(Void nothing) {
        if (!done) {
            done = true;
            if (announced == UNKNOWN || passed == announced) {
                readers.awaitEnd(request, response.end(), 0);
            } else {
                HangingUp.on(request);
            }
        }
    }

    private void breakOff(Throwable failure) {
        if (!done) {
            done = true;
            HangingUp.on(request);
        }
    }
}
