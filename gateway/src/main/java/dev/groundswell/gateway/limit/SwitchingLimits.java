package dev.groundswell.gateway.limit;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;

import dev.groundswell.gateway.body.JsonBodies;
import dev.groundswell.gateway.exchange.Answer;
import dev.groundswell.gateway.exchange.Exchange;
import dev.groundswell.gateway.exchange.Step;
import dev.groundswell.platform.audit.Audit;
import dev.groundswell.platform.audit.Change;
import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

/// The step that answers `/admin/limits`; identity has let in nobody but admins. Stands before the limits: whoever may switch them off is not stopped by them.
@Singleton
public class SwitchingLimits implements Step {

    private static final String ROUTE = "limits";
    private static final String RETRY_AFTER_SECONDS = "1";

    private final JsonBodies bodies;
    private final FleetMode mode;

    SwitchingLimits(JsonBodies bodies, FleetMode mode) {
        this.bodies = bodies;
        this.mode = mode;
    }

    @Override
    public Future<Answer> handle(Exchange exchange, Next next) {
        if (!exchange.route().isOwn(ROUTE)) {
            return next.handle(exchange);
        }
        return switch (exchange.method().name()) {
            case "PUT" -> put(exchange);
            case "DELETE" -> tell(exchange, null);
            default -> Future.succeededFuture(state(exchange.method() == HttpMethod.HEAD));
        };
    }

    private Future<Answer> put(Exchange exchange) {
        return bodies.read(exchange, Wanted.class).map(Wanted::checked).compose(wanted -> tell(exchange, wanted));
    }

    /// What an admin wants: the request's body.
    @RegisterForReflection
    record Wanted(@Nullable String mode) {

        /// @throws Refusal 422 for what is no mode
        Mode checked() {
            return Mode.of(String.valueOf(mode)).orElseThrow(() -> Refusal.invalid("/mode", "must be off, dark or on"));
        }
    }

    private Future<Answer> tell(Exchange exchange, @Nullable Mode wanted) {
        Mode before = mode.now();
        return mode.tell(wanted)
                .onComplete(done -> Audit.log(Objects.requireNonNull(exchange.caller(), "identity lets in admins only"),
                        List.of(new Change("limits", before.word() + " -> " + mode.now().word()))))
                .map(told -> state(false))
                .recover(failure -> Future.failedFuture(notTold()));
    }

    private Answer state(boolean headOnly) {
        Buffer body = new JsonObject().put("mode", mode.now().word()).put("configured", mode.configured().word()).toBuffer();
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Content-Type", "application/json").add("Cache-Control", "no-store")
                .add("Content-Length", String.valueOf(body.length()));
        return new Answer(200, headers, headOnly ? new Answer.Body.None() : new Answer.Body.Whole(body));
    }

    private static Refusal notTold() {
        return new Refusal(Problem.unavailable("This gateway obeys, but the others were not told; send it again."),
                Map.of("Retry-After", RETRY_AFTER_SECONDS));
    }
}
