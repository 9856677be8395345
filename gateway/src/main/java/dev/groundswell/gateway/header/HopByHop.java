package dev.groundswell.gateway.header;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.MultiMap;

/// Headers that speak about one connection and never cross the gateway (RFC 9110, section 7.6.1).
final class HopByHop {

    private static final HeaderNames ALWAYS = new HeaderNames("Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate",
            "Proxy-Authorization", "Proxy-Authentication-Info", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "HTTP2-Settings");
    private static final HeaderNames HARMLESS = new HeaderNames("keep-alive", "close");

    private HopByHop() {}

    static boolean contains(String name) {
        return ALWAYS.contains(name);
    }

    /// What this message's `Connection` names besides, in any case.
    static Set<String> named(MultiMap headers) {
        List<String> all = headers.getAll(HttpHeaderNames.CONNECTION);
        if (all.isEmpty() || all.size() == 1 && HARMLESS.contains(all.getFirst())) {
            return Set.of();
        }
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : all) {
            for (String name : line.split(",")) {
                names.add(name.strip());
            }
        }
        return names;
    }
}
