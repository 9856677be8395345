package dev.groundswell.platform.http;

import java.time.Duration;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.ws.rs.core.Response.ResponseBuilder;

import org.jspecify.annotations.Nullable;

/// How long an answer may be kept and by whom; the gateway and outside caches obey these fields (RFC 9111, RFC 9213).
public final class Caching {

    public static final String PUBLIC = "public, no-cache";
    public static final String EDGE = "max-age=5, stale-if-error=60";
    public static final String NONE = "no-store";
    public static final String PRIVATE = "private, no-store";

    /// A request header by which the gateway asks past what services keep in memory and in Redis (`?1`), since it has heard of a change that they may not
    /// have heard of yet. Nobody else's reaches a service.
    public static final String PAST_CACHES = "X-Groundswell-Past-Caches";

    /// A response header by which a service says that its answer lacks what another part would have told that is away (`?1`). A whole answer that the edge
    /// has kept, and may use when a service fails, is better. Clients do not see it.
    public static final String PARTIAL = "X-Groundswell-Partial";

    private static final long EDGE_SECONDS = 5;
    private static final long STALE_SECONDS = 60;
    private static final Pattern SHOWN_FOR = Pattern.compile("(?:^|[\\s,])(?:max-age|stale-if-error)=(\\d{1,9})(?![^\\s,])");

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

    /// How long an answer may still be shown, fresh or stale: what [#atEdge(ResponseBuilder, Collection, Duration)] was told, as far as
    /// it mattered. For answers that are made of other services' answers and may outlive none of them.
    ///
    /// @param edge the answer's `CDN-Cache-Control`
    /// @return `null` when there is no such field, and nothing for one that allows nothing
    public static @Nullable Duration left(@Nullable String edge) {
        if (edge == null) {
            return null;
        }
        long seconds = 0;
        for (Matcher span = SHOWN_FOR.matcher(edge); span.find();) {
            seconds += Long.parseLong(span.group(1));
        }
        return Duration.ofSeconds(seconds);
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
