package dev.groundswell.gateway.header;

import java.util.List;

import io.vertx.core.MultiMap;

/// Headers that speak about one connection and never cross the gateway (RFC 9110, section 7.6.1).
final class HopByHop {

    private static final HeaderNames ALWAYS = new HeaderNames("Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate",
            "Proxy-Authorization", "Proxy-Authentication-Info", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "HTTP2-Settings");
    private static final HeaderNames HARMLESS = new HeaderNames("keep-alive", "close");

    private static final HeaderNames NOTHING = new HeaderNames();

    private HopByHop() {}

    static boolean contains(String name) {
        return ALWAYS.contains(name);
    }

    /// What this message's `Connection` names besides.
    static HeaderNames named(MultiMap headers) {
        List<String> all = headers.getAll("Connection");
        if (all.isEmpty() || all.size() == 1 && HARMLESS.contains(all.getFirst())) {
            return NOTHING;
        }
        return new HeaderNames(String.join(",", all).replace(" ", "").replace("\t", "").split(","));
    }
}
