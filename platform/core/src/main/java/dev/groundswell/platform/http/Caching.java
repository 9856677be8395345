package dev.groundswell.platform.http;

import java.time.Duration;
import java.util.Collection;

import jakarta.ws.rs.core.Response.ResponseBuilder;

import org.jspecify.annotations.Nullable;

/// How long an answer may be kept and by whom; the gateway and outside caches obey these fields (RFC 9111, RFC 9213).
public final class Caching {

    public static final String PUBLIC = "public, no-cache";
    public static final String EDGE = "max-age=5, stale-if-error=60";
    public static final String NONE = "no-store";
    public static final String PRIVATE = "private, no-store";

    private static final long EDGE_SECONDS = 5;
    private static final long STALE_SECONDS = 60;

    private Caching() {}

    /// Browsers revalidate, the edge keeps it 5 s and drops it by tag.
    ///
    /// @param tags such as `product:85123A`; none for what can never change
    public static ResponseBuilder atEdge(ResponseBuilder response, Collection<String> tags) {
        response.header("Cache-Control", PUBLIC).header("CDN-Cache-Control", EDGE);
        return tags.isEmpty() ? response : response.header("Cache-Tag", String.join(",", tags));
    }

    /// As [#atEdge(ResponseBuilder, Collection)], but nowhere beyond the moment at which the answer changes by the clock:
    /// neither as a fresh answer nor, while we cannot be reached, as a stale one.
    ///
    /// @param tags such as `price:85123A`; none for what can never change
    /// @param left time until then, rounded down to whole seconds; `null` when no such moment is known
    public static ResponseBuilder atEdge(ResponseBuilder response, Collection<String> tags, @Nullable Duration left) {
        response.header("Cache-Control", PUBLIC)
                .header("CDN-Cache-Control", left == null ? EDGE : edgeFor(Math.max(0, left.toSeconds())));
        return tags.isEmpty() ? response : response.header("Cache-Tag", String.join(",", tags));
    }

    private static String edgeFor(long seconds) {
        long fresh = Math.min(EDGE_SECONDS, seconds);
        return "max-age=" + fresh + ", stale-if-error=" + Math.min(STALE_SECONDS, seconds - fresh);
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
