package dev.groundswell.gateway.header;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What stands between this gateway and its clients.
@ConfigMapping(prefix = "groundswell.edge")
public interface EdgeSettings {

    /// Whether a CDN that understands `CDN-Cache-Control` and purges by `Cache-Tag` is the only one who reaches this gateway.
    /// Turned on without one, clients see how the catalogue is tagged.
    @WithDefault("false")
    boolean cdnInFront();
}
