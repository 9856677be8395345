package dev.groundswell.gateway.invalidation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;

import jakarta.inject.Singleton;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;

import dev.groundswell.gateway.body.Bodies;
import dev.groundswell.gateway.body.BoundedBody;
import dev.groundswell.gateway.exchange.Answer;
import dev.groundswell.gateway.exchange.Exchange;
import dev.groundswell.gateway.exchange.Step;
import dev.groundswell.gateway.route.Destination;
import dev.groundswell.platform.audit.Audit;
import dev.groundswell.platform.json.StrictJson;
import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

/// The step that answers `POST /admin/cache/invalidate`; identity has let in nobody but admins.
@Singleton
public class InvalidatingCaches implements Step {

    private static final String RETRY_AFTER_SECONDS = "5";

    private final StrictJson json;
    private final Bodies bodies;
    private final Invalidations invalidations;

    InvalidatingCaches(StrictJson json, Bodies bodies, Invalidations invalidations) {
        this.json = json;
        this.bodies = bodies;
        this.invalidations = invalidations;
    }

    @Override
    public Future<Answer> handle(Exchange exchange, Next next) {
        if (exchange.route().destination() != Destination.GATEWAY) {
            return next.handle(exchange);
        }
        exchange.inviteBody();
        return read(bodies.of(exchange)).map(this::parsed).compose(invalidation -> publish(exchange, invalidation));
    }

    private static Future<Buffer> read(BoundedBody body) {
        Promise<Buffer> whole = Promise.promise();
        Buffer collected = Buffer.buffer();
        body.handler(collected::appendBuffer)
                .exceptionHandler(whole::tryFail)
                .endHandler(end -> whole.tryComplete(collected))
                .resume();
        return whole.future();
    }

    private Invalidation parsed(Buffer body) {
        try {
            return ((Invalidation) json.read(new ByteArrayInputStream(body.getBytes()), Invalidation.class)).checked();
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot fail to be read", e);
        }
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
