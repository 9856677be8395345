package dev.groundswell.gateway.limit;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How often callers may ask, each class of requests by itself.
@ConfigMapping(prefix = "groundswell.limits")
public interface LimitSettings {

    /// `on` refuses whoever is above the quota; `dark` only counts them; `off` does nothing. What an admin has told the fleet by `PUT /admin/limits` goes before it.
    @WithDefault("on")
    Mode mode();

    /// What answers tell: `ietf` (`RateLimit`, `RateLimit-Policy`), `x` (the older `X-RateLimit-*`), `both` or `none`.
    @WithDefault("ietf")
    FieldStyle fields();

    /// What changes something: orders above all.
    Orders orders();

    /// What only reads, and quotes.
    Browse browse();

    /// All requests of an admin.
    Admin admin();

    /// How long a decision waits for Redis before it is made by what this process knows. More waits longer each time Redis is slow, until its circuit breaker opens.
    @WithDefault("5ms")
    Duration budget();

    /// The longest time from one call to Redis to the next: when many requests come; a quarter of it when few do. 0 for none. More shares each call among more requests,
    /// and lets each wait for up to so much longer.
    @WithDefault("4ms")
    Duration tick();

    /// The most callers whose requests share a call, which goes at once when it is full. More makes fewer calls when very many requests come, and holds Redis, which does
    /// one thing at a time, for longer.
    @WithDefault("64")
    int batch();

    /// Callers of whom is remembered what Redis last said. More limits more of them while Redis is away, for some 200 bytes each.
    @WithDefault("50000")
    int remembered();

    /// How long Redis is left alone after most calls have failed, before one call tries again.
    @WithDefault("1s")
    Duration pause();

    /// One class.
    interface Orders {

        /// Requests in a window, all of which may come at once.
        @WithDefault("100")
        long quota();

        /// In which the quota comes back, evenly; whole seconds.
        @WithDefault("60s")
        Duration window();
    }

    /// As [Orders].
    interface Browse {

        @WithDefault("1000")
        long quota();

        @WithDefault("60s")
        Duration window();
    }

    /// As [Orders].
    interface Admin {

        @WithDefault("10000")
        long quota();

        @WithDefault("60s")
        Duration window();
    }
}
