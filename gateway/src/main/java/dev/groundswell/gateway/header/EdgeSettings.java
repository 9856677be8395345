package dev.groundswell.gateway.header;

import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What stands between this gateway and its clients.
@ConfigMapping(prefix = "groundswell.edge")
public interface EdgeSettings {

    /// Whether a CDN that understands `CDN-Cache-Control` and purges by `Cache-Tag` is the only one who reaches this gateway.
    /// Turned on without one, clients see how the catalogue is tagged.
    @WithDefault("false")
    boolean cdnInFront();

    /// The hosts, without ports, that clients may ask for; others are refused with 421. Any by default, which is right as long as nothing is made of the
    /// name: no answer and no key of the cache is.
    Optional<Set<String>> hosts();
}
