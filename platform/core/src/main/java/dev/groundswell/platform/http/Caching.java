package dev.groundswell.platform.http;

import java.util.Collection;

import jakarta.ws.rs.core.Response.ResponseBuilder;

/// How long an answer may be kept and by whom; the gateway and outside caches obey these fields (RFC 9111, RFC 9213).
public final class Caching {

    public static final String PUBLIC = "public, no-cache";
    public static final String EDGE = "max-age=5, stale-if-error=60";
    public static final String NONE = "no-store";
    public static final String PRIVATE = "private, no-store";

    private Caching() {}

    /// Browsers revalidate, the edge keeps it 5 s and drops it by tag.
    ///
    /// @param tags such as `product:85123A`
    public static ResponseBuilder atEdge(ResponseBuilder response, Collection<String> tags) {
        return response.header("Cache-Control", PUBLIC).header("CDN-Cache-Control", EDGE).header("Cache-Tag", String.join(",", tags));
    }

    /// Nobody keeps it.
    public static ResponseBuilder never(ResponseBuilder response) {
        return response.header("Cache-Control", NONE);
    }

    /// It belongs to one user and nobody keeps it.
    public static ResponseBuilder personal(ResponseBuilder response) {
        return response.header("Cache-Control", PRIVATE);
    }
}
