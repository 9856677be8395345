package dev.groundswell.platform.http;

import java.time.Duration;
import java.util.Collection;

import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import dev.groundswell.platform.problem.Problem;

/// Answers to reads of what the edge may keep: what is there with its tag, that it has not changed, and that it is not there.
public final class EdgeAnswers {

    private EdgeAnswers() {}

    /// 200 with `entity`, or 304 when the client has the representation that `tag` names.
    ///
    /// @param cacheTags by which the edge finds this answer when it ends
    public static Response of(Object entity, String tag, @Nullable String ifNoneMatch, Collection<String> cacheTags) {
        return of(entity, tag, ifNoneMatch, cacheTags, null);
    }

    /// As [#of(Object, String, String, Collection)], for what changes by the clock.
    ///
    /// @param left time until it does; `null` when no such moment is known
    public static Response of(Object entity, String tag, @Nullable String ifNoneMatch, Collection<String> cacheTags,
            @Nullable Duration left) {
        Response.ResponseBuilder response = EntityTag.matchesWeakly(ifNoneMatch, tag) ? Response.notModified() : Response.ok(entity);
        return Caching.atEdge(response, cacheTags, left).header("ETag", tag).build();
    }

    /// 404. The edge keeps it like any answer, so that it is asked for what is not there as seldom as for what is.
    public static Response absent(String detail, Collection<String> cacheTags) {
        Problem problem = Problem.notFound(detail);
        return Caching.atEdge(Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem), cacheTags).build();
    }
}
