package dev.groundswell.gateway.body;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;

import dev.groundswell.gateway.exchange.Exchange;
import dev.groundswell.platform.problem.Refusal;

/// A request's body that fails with a 413 as soon as more than its route's bound has come, and with a 408 when it has not ended in
/// time. Confined to the request's event loop.
public final class BoundedBody implements ReadStream<Buffer> {

    private final HttpServerRequest request;
    private final long most;
    private long count;
    private @Nullable Handler<Throwable> failed;

    BoundedBody(Exchange exchange, Vertx vertx, Duration time) {
        this.request = exchange.request();
        this.most = exchange.route().body();
        long timer = vertx.setTimer(time.toMillis(), late -> refuse(TooSlow.refusal(time.toSeconds())));
        // Whoever reads the body last, and also when the client goes away.
        request.end().onComplete(ended -> vertx.cancelTimer(timer));
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
        request.handler(handler == null ? null : chunk -> take(chunk, handler));
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
        request.endHandler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        failed = handler;
        request.exceptionHandler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        request.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        request.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        request.fetch(amount);
        return this;
    }

    private void take(Buffer chunk, Handler<Buffer> handler) {
        count += chunk.length();
        if (count <= most) {
            handler.handle(chunk);
            return;
        }
        refuse(TooLarge.refusal());
    }

    private void refuse(Refusal refusal) {
        Handler<Throwable> reader = failed;
        if (reader != null) {
            // Once is enough: what still comes is counted by nobody.
            failed = null;
            var _ = handler(null);
            reader.handle(refusal);
        }
    }
}
