package dev.groundswell.gateway.invalidation;

import java.util.Map;
import java.util.Objects;

import jakarta.inject.Singleton;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

import dev.groundswell.gateway.body.JsonBodies;
import dev.groundswell.gateway.exchange.Answer;
import dev.groundswell.gateway.exchange.Exchange;
import dev.groundswell.gateway.exchange.Step;
import dev.groundswell.platform.audit.Audit;
import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

/// The step that answers `POST /admin/cache/invalidate`; identity has let in nobody but admins.
@Singleton
public class InvalidatingCaches implements Step {

    private static final String ROUTE = "cache-invalidate";
    private static final String RETRY_AFTER_SECONDS = "5";

    private final JsonBodies bodies;
    private final Invalidations invalidations;

    InvalidatingCaches(JsonBodies bodies, Invalidations invalidations) {
        this.bodies = bodies;
        this.invalidations = invalidations;
    }

    @Override
    public Future<Answer> handle(Exchange exchange, Next next) {
        if (!exchange.route().isOwn(ROUTE)) {
            return next.handle(exchange);
        }
        return bodies.read(exchange, Invalidation.class).map(Invalidation::checked)
                .compose(invalidation -> publish(exchange, invalidation));
    }

    private Future<Answer> publish(Exchange exchange, Invalidation invalidation) {
        return invalidations.publish(invalidation)
                .onSuccess(
                        id -> Audit.log(Objects.requireNonNull(exchange.caller(), "identity lets in admins only"), invalidation.changes()))
                .map(InvalidatingCaches::accepted)
                .recover(failure -> Future.failedFuture(notPublished()));
    }

    private static Answer accepted(String id) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Content-Type", "application/json").add("Cache-Control", "no-store");
        return new Answer(202, headers, new Answer.Body.Whole(Buffer.buffer("{\"id\":\"" + id + "\"}")));
    }

    private static Refusal notPublished() {
        return new Refusal(Problem.unavailable("The invalidation may not have been published; send it again."),
                Map.of("Retry-After", RETRY_AFTER_SECONDS));
    }
}
