package dev.groundswell.platform.events;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.runtime.annotations.RegisterForReflection;

/// What every cache of answers is to forget, whoever says so: what travels on `cache-invalidated`, either tags or paths.
///
/// Version 1. Members may be added; a consumer ignores those it does not know.
///
/// @param id the same when the same fact is sent again
/// @param tags as services name them in `Cache-Tag`, such as `product:A1`
/// @param paths as clients ask for them
/// @param hard whether an answer is removed rather than marked as stale
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record CacheInvalidated(String id, Instant time, @Nullable List<String> tags, @Nullable List<String> paths, boolean hard) {

    /// That answers with this tag are stale.
    public static CacheInvalidated ofTag(String id, Instant time, String tag) {
        return new CacheInvalidated(id, time, List.of(tag), null, false);
    }

    /// The event that tells it.
    ///
    /// @param key what keeps its order on the topic
    public OutgoingEvent outgoing(ObjectMapper mapper, String key, @Nullable String traceparent) {
        try {
            return new OutgoingEvent(Topic.CACHE_INVALIDATED, id, key, null, time, mapper.writeValueAsBytes(this), traceparent);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an invalidation cannot be written: " + id, e);
        }
    }
}
