package dev.groundswell.gateway.browser;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Which other sites' pages may use this API from a browser.
@ConfigMapping(prefix = "groundswell.cors")
public interface CorsSettings {

    /// Each exactly as a browser sends it: `https://shop.example`, with a port that is not the scheme's own. None by default. A page of each may do what
    /// its visitors' tokens allow.
    Optional<Set<String>> origins();

    /// How long a browser remembers what it was allowed. More spares a request each; an origin that is taken out is trusted as much longer.
    @WithDefault("10m")
    Duration maxAge();
}
