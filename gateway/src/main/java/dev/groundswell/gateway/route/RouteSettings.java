package dev.groundswell.gateway.route;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

/// Routes besides those of the contract, by name: whoever puts a service of their own behind the gateway names its paths here.
@ConfigMapping(prefix = "groundswell.routes")
public interface RouteSettings {

    @WithParentName
    Map<String, Line> named();

    /// One route, or the same for several paths.
    interface Line {

        /// Each begins with `/`; `{}` stands for exactly one segment. A path the contract has cannot be taken.
        List<String> paths();

        /// One method, or `*` for all of them.
        @WithDefault("GET")
        String method();

        /// Whose addresses are asked: those of `groundswell.upstreams.<service>`. Not the gateway itself: that answers its own routes only.
        Destination service();

        /// `anyone`, `customer`, `admin`; or `unchecked`, which passes whatever credentials come.
        @WithDefault("customer")
        Access access();

        /// The query parameters that pass, or `*` for all. More of them means more answers to keep for one path.
        Optional<Set<String>> query();

        /// `standard` keeps the answers that say they may be kept; only where answers are the same for everybody.
        @WithDefault("off")
        Mode cache();

        /// How long an answer is fresh that says nothing about it. More spares the service; changes are seen as much later.
        @WithDefault("0s")
        Duration unspoken();

        /// Whether answers that set cookies may be kept, too: then everybody gets the first one's cookie. Where answers are kept, the service is never
        /// shown a client's.
        @WithDefault("false")
        boolean keepCookies();
    }

    /// Whether answers are kept.
    enum Mode {
        OFF, STANDARD
    }
}
