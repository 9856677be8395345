package dev.groundswell.gateway.edge;

import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

import dev.groundswell.gateway.edge.SharedBody.Chunk;

/// One client's way through a shared body. Confined to the client's context, but for [#wake()]; paused until somebody reads.
final class BodyReader implements ReadStream<Buffer> {

    private final SharedBody body;
    private final Context context;
    private final AtomicBoolean woken = new AtomicBoolean();
    private @Nullable Chunk at;
    private volatile long read;
    private long demand;
    private boolean over;
    private @Nullable Handler<Buffer> handler;
    private @Nullable Handler<Void> endHandler;
    private @Nullable Handler<Throwable> exceptionHandler;

    /// @param context the client's
    BodyReader(SharedBody body, Context context) {
        this.body = body;
        this.context = context;
    }

    /// Where it stands before it has read anything. The body's own lock makes it seen by everybody.
    void beginAt(Chunk beginning) {
        at = beginning;
    }

    /// Bytes it has read.
    long read() {
        return read;
    }

    /// Something has come. From any thread.
    void wake() {
        if (woken.compareAndSet(false, true)) {
            context.runOnContext(awake -> {
                woken.set(false);
                readOn();
            });
        }
    }

    /// Wants no more.
    void cancel() {
        over = true;
        body.leave(this);
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> chunks) {
        handler = chunks;
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> ended) {
        endHandler = ended;
        return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> failed) {
        exceptionHandler = failed;
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        demand = 0;
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        demand = amount > Long.MAX_VALUE - demand ? Long.MAX_VALUE : demand + amount;
        readOn();
        return this;
    }

    private void readOn() {
        Chunk next = next();
        while (next != null) {
            at = next;
            read += next.bytes().length();
            if (demand != Long.MAX_VALUE) {
                demand--;
            }
            if (handler != null) {
                handler.handle(next.bytes());
            }
            body.release();
            next = next();
        }
        if (!over && demand > 0 && at != null && body.endsAfter(at)) {
            over = true;
            body.leave(this);
            tellEnd();
        }
    }

    private @Nullable Chunk next() {
        Chunk current = at;
        return over || demand == 0 || current == null ? null : body.after(current);
    }

    private void tellEnd() {
        Throwable failure = body.failure();
        if (failure == null) {
            if (endHandler != null) {
                endHandler.handle(null);
            }
        } else if (exceptionHandler != null) {
            exceptionHandler.handle(failure);
        }
    }
}
