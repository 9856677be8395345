package dev.groundswell.gateway.route;

import java.time.Duration;

/// What the gateway may keep of a route's answers.
///
/// @param on whether answers are kept at all, as their headers allow it
/// @param unspoken how long an answer is fresh that says nothing about it and knows no last change (RFC 9111, section 4.2.2)
/// @param cookies whether an answer that sets a cookie may be kept: off unless the cookie is the same for everybody
public record Caching(boolean on, Duration unspoken, boolean cookies) {

    /// Answers pass. Whatever belongs to one user has this.
    public static final Caching OFF = new Caching(false, Duration.ZERO, false);
    /// Answers that say so are kept.
    public static final Caching STANDARD = new Caching(true, Duration.ZERO, false);

    /// @throws IllegalArgumentException for a time below zero
    public Caching {
        if (unspoken.isNegative()) {
            throw new IllegalArgumentException("an answer cannot be fresh for " + unspoken);
        }
    }
}
