package dev.groundswell.gateway.body;

import org.jspecify.annotations.Nullable;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;

import dev.groundswell.gateway.exchange.Exchange;

/// A request's body that fails with a 413 as soon as more than its route's bound has come. Confined to the request's event loop.
public final class BoundedBody implements ReadStream<Buffer> {

    private final HttpServerRequest request;
    private final long most;
    private long count;
    private @Nullable Handler<Throwable> failed;

    public BoundedBody(Exchange exchange) {
        this.request = exchange.request();
        this.most = exchange.route().body();
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
        Handler<Throwable> reader = failed;
        // Once is enough: what still comes is counted by nobody.
        var _ = handler(null);
        if (reader != null) {
            reader.handle(TooLarge.refusal());
        }
    }
}
