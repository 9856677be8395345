package dev.groundswell.gateway.overload;

/// What settings have to be so that they make sense together.
final class Checks {

    private Checks() {}

    /// @throws IllegalArgumentException whose message names the setting
    static void check(OverloadSettings settings) {
        require(settings.least() >= 1, "least must be at least 1, was " + settings.least());
        require(settings.initial() >= settings.least() && settings.initial() <= settings.most(),
                "initial must be between least (" + settings.least() + ") and most (" + settings.most() + "), was " + settings.initial());
        require(settings.tolerance() > 1, "tolerance must be more than 1, was " + settings.tolerance());
        require(settings.slowBodies() >= 1, "slow-bodies must be at least 1, was " + settings.slowBodies());
        require(settings.queue() >= 0, "queue must be at least 0, was " + settings.queue());
        require(settings.queueAge().toMillis() >= 1, "queue-age must be at least 1 ms, was " + settings.queueAge());
        require(settings.browseShare() * settings.least() >= 1 && settings.browseShare() <= settings.ownShare() && settings.ownShare() <= 1,
                "browse-share must leave at least one of least (" + settings.least() + ") and be at most own-share (" + settings.ownShare()
                        + "), which must be at most 1; it was " + settings.browseShare());
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("groundswell.overload." + rule);
        }
    }
}
