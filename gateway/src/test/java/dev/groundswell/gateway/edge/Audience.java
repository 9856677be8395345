package dev.groundswell.gateway.edge;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/// One who reads a shared body on a context of its own, and the source of such a body.
final class Audience {

    private final Context context;
    private final ReadStream<Buffer> reader;
    private final Runnable leave;
    private final boolean joined;
    private final AtomicReference<String> heard = new AtomicReference<>("");
    private final AtomicReference<String> end = new AtomicReference<>("");

    private Audience(SharedBody body, Context context) {
        this.context = context;
        BodyReader one = new BodyReader(body, context);
        this.reader = one;
        this.leave = one::cancel;
        reader.handler(part -> heard.accumulateAndGet(part.toString(), String::concat));
        reader.endHandler(over -> end.accumulateAndGet("end", String::concat));
        reader.exceptionHandler(failure -> end.accumulateAndGet(String.valueOf(failure.getMessage()), String::concat));
        this.joined = body.join(one);
    }

    /// One who has joined, if that was possible, and has not begun to read.
    @CanIgnoreReturnValue
    static Audience join(SharedBody body, Vertx vertx) {
        Context own = vertx.getOrCreateContext();
        CompletableFuture<Audience> made = new CompletableFuture<>();
        own.runOnContext(on -> made.complete(new Audience(body, own)));
        return made.join();
    }

    boolean joined() {
        return joined;
    }

    /// All that was read.
    String heard() {
        return heard.get();
    }

    /// `end`, a failure's message, or nothing yet.
    String end() {
        return end.get();
    }

    @CanIgnoreReturnValue
    Audience resume() {
        return does(reader::resume);
    }

    @CanIgnoreReturnValue
    Audience pause() {
        return does(reader::pause);
    }

    @CanIgnoreReturnValue
    Audience fetch(long parts) {
        return does(() -> reader.fetch(parts));
    }

    @CanIgnoreReturnValue
    Audience cancel() {
        return does(leave);
    }

    /// Returns when all is done that the context had been told to do.
    @CanIgnoreReturnValue
    Audience does(Runnable what) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        context.runOnContext(on -> {
            what.run();
            done.complete(null);
        });
        done.join();
        return this;
    }

    /// Where a body comes from: counts how often it was told to wait and to go on.
    static final class Source implements ReadStream<Buffer> {

        final AtomicInteger paused = new AtomicInteger();
        final AtomicInteger resumed = new AtomicInteger();

        @Override
        public ReadStream<Buffer> handler(@Nullable Handler<Buffer> parts) {
            return this;
        }

        @Override
        public ReadStream<Buffer> pause() {
            paused.incrementAndGet();
            return this;
        }

        @Override
        public ReadStream<Buffer> resume() {
            resumed.incrementAndGet();
            return this;
        }

        @Override
        public ReadStream<Buffer> fetch(long amount) {
            return this;
        }

        @Override
        public ReadStream<Buffer> endHandler(@Nullable Handler<Void> ended) {
            return this;
        }

        @Override
        public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> failed) {
            return this;
        }
    }
}
