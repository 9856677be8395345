package dev.groundswell.platform.role;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;

import dev.groundswell.platform.problem.Problem;

/// Answers 404 to every request at the public port of a process that only works. Metrics and health are on the management port, which has
/// no such filter.
@Singleton
class ClosedDoor {

    /// Ahead of everything that measures, names or reads a request: there are none here.
    private static final int FIRST = 20_000;

    private final Role role;
    private final String body;

    ClosedDoor(@ConfigProperty(name = "groundswell.role") Role role, ObjectMapper mapper) throws JsonProcessingException {
        this.role = role;
        this.body = mapper.writeValueAsString(Problem.notFound("This process serves no API."));
    }

    void register(@Observes Filters filters) {
        if (role == Role.WORKER) {
            filters.register(this::refuse, FIRST);
        }
    }

    private void refuse(RoutingContext request) {
        request.response()
                .setStatusCode(404)
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .putHeader("Cache-Control", "no-store")
                .end(body);
    }
}
