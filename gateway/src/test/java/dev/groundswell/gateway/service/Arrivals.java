package dev.groundswell.gateway.service;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;

/// Who stands at the gateway's door: a test that opens a gate once all wait needs to know. Thread-safe.
@Alternative
@Singleton
public class Arrivals {

    /// In front of the pipeline.
    private static final int PRIORITY = 9_500;

    private final Map<String, AtomicInteger> arrived = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> left = new ConcurrentHashMap<>();

    /// Requests for `path` that the pipeline has begun with: an anonymous one waits by now, if it waits at all.
    public int arrived(String path) {
        return count(arrived, path).get();
    }

    /// Those of them that have been answered, or whose client has gone.
    public int left(String path) {
        return count(left, path).get();
    }

    void register(@Observes Filters filters) {
        filters.register(this::count, PRIORITY);
    }

    private void count(RoutingContext context) {
        String path = context.request().path();
        var _ = context.addEndHandler(end -> count(left, path).incrementAndGet());
        context.next();
        count(arrived, path).incrementAndGet();
    }

    private static AtomicInteger count(Map<String, AtomicInteger> counts, String path) {
        return counts.computeIfAbsent(path, first -> new AtomicInteger());
    }
}
