package dev.groundswell.gateway.upstream;

import io.netty.channel.ConnectTimeoutException;

/// Why a conversation ended without the head of an answer.
final class NoAnswer extends Exception {

    private static final long serialVersionUID = 1;

    enum Kind {
        /// No connection could be made: nothing was sent.
        UNREACHABLE,
        /// All connections to the instance are in use and too many requests wait for one: nothing was sent.
        FULL,
        /// The connection ended, and whether the instance read what was sent is not known.
        BROKEN_OFF,
        /// What came is no answer.
        NOT_UNDERSTOOD,
        /// Nothing came in time.
        TOO_SLOW,
        /// Nothing came in what was left of the request's time, which was not much.
        OUT_OF_TIME;

        /// Not so when the house is full, which is success, nor for one answer that went wrong: every instance would have given the same.
        boolean blamesTheInstance() {
            return this == UNREACHABLE || this == BROKEN_OFF || this == TOO_SLOW;
        }
    }

    private final Kind kind;

    NoAnswer(Kind kind, Throwable cause) {
        super(kind + ": " + cause, cause, false, false);
        this.kind = kind;
    }

    NoAnswer(Kind kind, String message) {
        super(kind + ": " + message, null, false, false);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /// Whether somebody had to wait a whole time-out for it: a connection that is refused costs nobody anything.
    boolean waitedInVain() {
        return kind == Kind.TOO_SLOW || getCause() instanceof ConnectTimeoutException;
    }

    /// For the log line of an ejection: the kind is what its reader wants to know.
    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
