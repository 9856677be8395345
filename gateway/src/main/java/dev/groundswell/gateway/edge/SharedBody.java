package dev.groundswell.gateway.edge;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/// A body that comes once and is read by many, each from its beginning and at its own pace. Thread-safe; written by one thread.
///
/// Up to a bound it is collected, to be kept. One that grows beyond it is read on by those who have begun; nobody may join any more, what all
/// have read is dropped, and the source waits for the slowest.
final class SharedBody {

    private final ReadStream<Buffer> source;
    private final Context context;
    private final int mostCollected;
    private final int largestLag;
    private final List<BodyReader> readers = new ArrayList<>();
    private Chunk last = new Chunk(null);
    /// `null` when it has grown beyond the bound: then its first parts are held only by those who have yet to read them.
    private @Nullable Chunk beginning = last;
    private long come;
    private boolean ended;
    private @Nullable Throwable failure;
    private boolean held;

    /// @param source paused whenever the slowest reader is too far behind
    /// @param context the source's
    SharedBody(ReadStream<Buffer> source, Context context, int mostCollected, int largestLag) {
        this.source = source;
        this.context = context;
        this.mostCollected = mostCollected;
        this.largestLag = largestLag;
    }

    /// One part of it, and what follows once that has come.
    static final class Chunk {
        private final @Nullable Buffer bytes;
        private @Nullable Chunk next;

        Chunk(@Nullable Buffer bytes) {
            this.bytes = bytes;
        }

        Buffer bytes() {
            return bytes == null ? Buffer.buffer() : bytes;
        }
    }

    /// Lets a reader begin; `false` when the beginning is gone.
    synchronized boolean join(BodyReader reader) {
        if (beginning == null) {
            return false;
        }
        reader.beginAt(beginning);
        readers.add(reader);
        return true;
    }

    void leave(BodyReader reader) {
        synchronized (this) {
            readers.remove(reader);
        }
        release();
    }

    /// Whether it still fits within the bound.
    synchronized boolean collects() {
        return beginning != null;
    }

    /// All that has come, while it [#collects()].
    synchronized Buffer collected() {
        Buffer all = Buffer.buffer((int) come);
        for (Chunk chunk = beginning; chunk != null; chunk = chunk.next) {
            all.appendBuffer(chunk.bytes());
        }
        return all;
    }

    void append(Buffer bytes) {
        List<BodyReader> waiting;
        synchronized (this) {
            Chunk chunk = new Chunk(bytes);
            last.next = chunk;
            last = chunk;
            come += bytes.length();
            if (beginning != null && come > mostCollected) {
                beginning = null;
            }
            waiting = List.copyOf(readers);
            if (beginning == null && !held && lag() > largestLag) {
                held = true;
                source.pause();
            }
        }
        waiting.forEach(BodyReader::wake);
    }

    void end() {
        finish(null);
    }

    /// The rest will never come.
    void fail(Throwable why) {
        finish(why);
    }

    private void finish(@Nullable Throwable why) {
        List<BodyReader> waiting;
        synchronized (this) {
            ended = true;
            failure = why;
            waiting = List.copyOf(readers);
        }
        waiting.forEach(BodyReader::wake);
    }

    /// What follows a part, `null` when it has not come.
    synchronized @Nullable Chunk after(Chunk chunk) {
        return chunk.next;
    }

    /// Whether nothing follows the part any more.
    synchronized boolean endsAfter(Chunk chunk) {
        return ended && chunk.next == null;
    }

    synchronized @Nullable Throwable failure() {
        return failure;
    }

    /// Somebody has read on: the source may, too.
    void release() {
        synchronized (this) {
            if (!held || lag() > largestLag / 2) {
                return;
            }
            held = false;
        }
        context.runOnContext(on -> source.resume());
    }

    private long lag() {
        long slowest = come;
        for (BodyReader reader : readers) {
            slowest = Math.min(slowest, reader.read());
        }
        return come - slowest;
    }
}
