package dev.groundswell.gateway.service;

import org.jspecify.annotations.Nullable;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/// One answer of the [ScriptedOrigin]. Immutable; each method returns another one.
public final class Reply {

    /// How far it comes.
    enum End {
        WHOLE,
        /// The connection ends before the head.
        NOTHING,
        /// The connection ends within the body.
        HALF
    }

    final int status;
    final MultiMap headers;
    final Buffer body;
    final boolean chunked;
    final @Nullable Gate head;
    final @Nullable Gate rest;
    final End end;

    private Reply(int status, MultiMap headers, Buffer body, boolean chunked, @Nullable Gate head, @Nullable Gate rest, End end) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.chunked = chunked;
        this.head = head;
        this.rest = rest;
        this.end = end;
    }

    public static Reply of(int status, String body) {
        return new Reply(status, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(body), false, null, null, End.WHOLE);
    }

    public static Reply ok(String body) {
        return of(200, body);
    }

    /// One that everybody may keep.
    public static Reply fresh(String body, int seconds) {
        return ok(body).with("Cache-Control", "public, max-age=" + seconds);
    }

    public static Reply notModified() {
        return of(304, "");
    }

    /// None: the connection ends.
    public static Reply none() {
        return new Reply(200, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(), false, null, null, End.NOTHING);
    }

    /// One more header line.
    public Reply with(String name, String value) {
        return new Reply(status, MultiMap.caseInsensitiveMultiMap().addAll(headers).add(name, value), body, chunked, head, rest, end);
    }

    /// Without announcing a length.
    public Reply inChunks() {
        return new Reply(status, headers, body, true, head, rest, end);
    }

    /// Not before the gate opens.
    public Reply heldBy(Gate gate) {
        return new Reply(status, headers, body, chunked, gate, rest, end);
    }

    /// The second half of the body not before the gate opens.
    public Reply restHeldBy(Gate gate) {
        return new Reply(status, headers, body, chunked, head, gate, end);
    }

    /// The connection ends after half of the body.
    public Reply brokenOff() {
        return new Reply(status, headers, body, chunked, head, rest, End.HALF);
    }
}
