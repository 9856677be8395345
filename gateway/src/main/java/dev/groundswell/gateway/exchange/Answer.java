package dev.groundswell.gateway.exchange;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/// The answer on its way out. Its headers are whoever's holds it: steps add to them and take from them before passing it on.
///
/// @param status never below 200
/// @param headers end-to-end headers only
public record Answer(int status, MultiMap headers, Body body) {

    /// What follows the head.
    public sealed interface Body {

        /// Nothing: a HEAD's answer, a 204, a 304. A `Content-Length` among the headers then tells of another answer and stays.
        record None() implements Body {}

        /// All of it, here.
        record Whole(Buffer bytes) implements Body {}

        /// All of it, here, and fields for the client besides the answer's headers: what is served often is made ready once and
        /// shared. Without bytes for an answer that has no body.
        record Prepared(Fields fields, Buffer bytes) implements Body {}

        /// As it comes.
        ///
        /// @param chunks paused until somebody reads; its failure means that the rest will never come
        /// @param cancel says that nobody wants the rest; may be called at any time, also twice
        record Streamed(ReadStream<Buffer> chunks, Runnable cancel) implements Body {}
    }
}
