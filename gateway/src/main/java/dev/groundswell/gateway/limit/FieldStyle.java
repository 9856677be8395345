package dev.groundswell.gateway.limit;

/// Which fields tell clients of their limits.
enum FieldStyle {
    /// `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-11).
    IETF,
    /// `X-RateLimit-Limit`, `-Remaining` and `-Reset`, as many have had them before.
    X,
    /// All of them.
    BOTH,
    /// None.
    NONE;

    boolean ietf() {
        return this == IETF || this == BOTH;
    }

    boolean older() {
        return this == X || this == BOTH;
    }
}
