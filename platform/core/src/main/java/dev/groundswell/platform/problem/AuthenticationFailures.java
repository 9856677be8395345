package dev.groundswell.platform.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.security.AuthenticationFailedException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/// Answers tokens that do not verify. They fail before REST begins, on open routes too, so a Vert.x failure handler has to speak.
@ApplicationScoped
public class AuthenticationFailures {

    private final String body;

    AuthenticationFailures(ObjectMapper mapper) throws JsonProcessingException {
        this.body = mapper.writeValueAsString(Problem.unauthorized("The bearer token is invalid or expired."));
    }

    void register(@Observes Router router) {
        router.route().failureHandler(this::answer);
    }

    private void answer(RoutingContext request) {
        if (request.failure() instanceof AuthenticationFailedException && !request.response().ended()) {
            request.response()
                    .setStatusCode(401)
                    .putHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"")
                    .putHeader("Content-Type", Problem.MEDIA_TYPE)
                    .putHeader("Cache-Control", "no-store")
                    .end(body);
        } else {
            request.next();
        }
    }
}
