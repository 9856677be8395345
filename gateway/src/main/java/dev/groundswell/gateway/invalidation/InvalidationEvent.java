package dev.groundswell.gateway.invalidation;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

/// What travels on `cache-invalidated`, version 1: either tags or paths. Members may be added.
///
/// @param hard whether an answer is removed rather than marked as stale
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record InvalidationEvent(String id, Instant time, @Nullable List<@Nullable String> tags, @Nullable List<@Nullable String> paths,
        boolean hard) {}
