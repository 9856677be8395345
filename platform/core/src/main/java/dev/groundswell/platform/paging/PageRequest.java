package dev.groundswell.platform.paging;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;

import org.jspecify.annotations.Nullable;

import dev.groundswell.platform.problem.Refusal;

/// Which page a client wants.
///
/// @param limit most items on the page, 1..100
/// @param after key of the last item already seen, `null` for the first page
public record PageRequest(int limit, @Nullable String after) {

    private static final int DEFAULT_LIMIT = 20;
    private static final int MOST = 100;

    /// Reads the query parameters `limit` and `after`. An empty `after` is none, an empty `limit` no number: a resource method's own parameters would have
    /// either as `null`.
    ///
    /// @throws Refusal 400 when they ask for the impossible
    public static PageRequest of(UriInfo uri) {
        MultivaluedMap<String, String> query = uri.getQueryParameters();
        String after = query.getFirst("after");
        return of(query.getFirst("limit"), after == null || after.isEmpty() ? null : after);
    }

    static PageRequest of(@Nullable String limit, @Nullable String after) {
        return new PageRequest(limit == null ? DEFAULT_LIMIT : parse(limit), after == null ? null : Cursor.decode(after));
    }

    /// Rows to fetch: one more than the page holds tells whether another follows.
    public int fetch() {
        return limit + 1;
    }

    private static int parse(String limit) {
        try {
            int value = Integer.parseInt(limit);
            if (value >= 1 && value <= MOST) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw outOfRange(limit);
        }
        throw outOfRange(limit);
    }

    private static Refusal outOfRange(String limit) {
        return Refusal.badRequest("Query parameter limit must be 1.." + MOST + ", was " + (limit.length() > 20 ? "longer" : limit) + ".");
    }
}
