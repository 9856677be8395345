package dev.groundswell.gateway.header;

import java.util.Map;
import java.util.Set;

import jakarta.inject.Singleton;

import io.vertx.core.MultiMap;

import dev.groundswell.platform.http.Caching;

/// The headers of a service's answer on its way to the client. Immutable, safe from every thread.
@Singleton
public class ResponseHeaders {

    /// The gateway has answered with the request's id already, and limits are its own: what a service says of others would be taken for them.
    private static final HeaderNames DROPPED = new HeaderNames("X-Request-Id", "RateLimit", "RateLimit-Policy", "RateLimit-Limit",
            "RateLimit-Remaining", "RateLimit-Reset", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset");
    /// For caches between us and the client, which must have been told to expect them.
    private static final HeaderNames FOR_THE_CDN = new HeaderNames("CDN-Cache-Control", "Cache-Tag");

    private static final HeaderNames FOR_US = new HeaderNames(Caching.PARTIAL);

    private final boolean cdnInFront;

    ResponseHeaders(EdgeSettings edge) {
        this.cdnInFront = edge.cdnInFront();
    }

    /// Whatever the connection to the service does not own. What only an edge cache needs is still there: [#toClient] takes it away.
    public MultiMap endToEnd(MultiMap from) {
        Set<String> named = HopByHop.named(from);
        MultiMap kept = MultiMap.caseInsensitiveMultiMap();
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey();
            if (!HopByHop.contains(name) && !DROPPED.contains(name) && !named.contains(name)) {
                kept.add(name, header.getValue());
            }
        }
        return kept;
    }

    /// What the client may see of an interim answer's headers.
    public MultiMap toClient(MultiMap interim) {
        MultiMap shown = MultiMap.caseInsensitiveMultiMap();
        toClient(endToEnd(interim), shown);
        return shown;
    }

    /// Copies what the client may see.
    public void toClient(MultiMap from, MultiMap to) {
        for (Map.Entry<String, String> header : from) {
            if (!FOR_US.contains(header.getKey()) && (cdnInFront || !FOR_THE_CDN.contains(header.getKey()))) {
                to.add(header.getKey(), header.getValue());
            }
        }
    }
}
