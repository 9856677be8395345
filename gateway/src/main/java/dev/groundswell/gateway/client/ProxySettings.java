package dev.groundswell.gateway.client;

import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Who may say where a request came from.
@ConfigMapping(prefix = "groundswell.edge")
public interface ProxySettings {

    /// Addresses and networks of the proxies and balancers in front, such as `10.0.0.0/8` or `2001:db8::1`. Whoever sends from one of them can name any client:
    /// each must take away or extend what its own clients claim. None: every peer is the client.
    Optional<List<String>> trustedProxies();

    /// The one field in which they say it; the other is ignored, since they may pass it on as a client has written it.
    @WithDefault("x-forwarded-for")
    Field clientField();

    /// What proxies write.
    enum Field {
        /// The usual one, with `X-Forwarded-Proto` and `X-Forwarded-Host` beside it.
        X_FORWARDED_FOR,
        /// RFC 7239.
        FORWARDED
    }
}
