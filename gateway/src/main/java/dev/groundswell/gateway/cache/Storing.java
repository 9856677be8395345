package dev.groundswell.gateway.cache;

import java.util.Set;

import io.vertx.core.MultiMap;

/// Whether a shared cache may keep an answer (RFC 9111, section 3).
public final class Storing {

    /// RFC 9110, section 15.1. Partial content is among them; a cache that does not put parts together must not keep it.
    private static final Set<Integer> HEURISTICALLY_CACHEABLE = Set.of(200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501);
    /// Final statuses of RFC 9110 whose meaning for a cache is nothing but their answer.
    private static final Set<Integer> UNDERSTOOD = Set.of(200, 203, 204, 300, 301, 302, 303, 307, 308, 400, 401, 403, 404, 405, 406, 409,
            410,
            411, 413, 414, 415, 421, 422, 426, 500, 501, 502, 503, 504, 505);
    private static final int NOT_MODIFIED = 304;
    private static final int PARTIAL = 206;
    private static final int LOWEST_FINAL = 200;

    private Storing() {}

    static boolean isHeuristicallyCacheable(int status) {
        return HEURISTICALLY_CACHEABLE.contains(status);
    }

    /// Whether the answer to a GET may be kept for others.
    ///
    /// @param asked the request's directives
    /// @param authorized whether the request spoke for somebody (`Authorization`)
    public static boolean allows(Directives asked, boolean authorized, int status, MultiMap headers, Directives said) {
        if (status < LOWEST_FINAL || status == NOT_MODIFIED || status == PARTIAL || asked.has("no-store") || said.has("private")) {
            return false;
        }
        // must-understand undoes no-store for caches that know the status (section 5.2.2.3).
        if (said.has("must-understand") ? !UNDERSTOOD.contains(status) : said.has("no-store")) {
            return false;
        }
        if (matchesNothing(headers) || authorized && !allowsAuthorized(said, headers)) {
            return false;
        }
        return isHeuristicallyCacheable(status) || said.has("public") || said.has("max-age") || said.has("s-maxage")
                || headers.contains("Expires") && !said.areTargeted();
    }

    /// Section 3.5, which asks for a permission and not for a lifetime: `public` in `Cache-Control` gives it to every shared cache, whatever a
    /// targeted field says about times.
    private static boolean allowsAuthorized(Directives said, MultiMap headers) {
        return said.has("public") || said.has("must-revalidate") || said.has("s-maxage")
                || said.areTargeted() && Directives.of(headers.getAll("Cache-Control")).has("public");
    }

    /// An answer that varies by everything can be found by nobody (section 4.1).
    private static boolean matchesNothing(MultiMap headers) {
        return headers.contains("Vary") && Variant.selecting(headers).contains("*");
    }
}
