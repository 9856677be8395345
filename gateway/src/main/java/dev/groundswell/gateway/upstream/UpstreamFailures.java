package dev.groundswell.gateway.upstream;

import java.util.Map;

import org.jboss.logging.Logger;

import io.netty.handler.codec.DecoderException;
import io.vertx.core.http.ConnectionPoolTooBusyException;

import dev.groundswell.gateway.route.Pace;
import dev.groundswell.gateway.route.Route;
import dev.groundswell.gateway.upstream.NoAnswer.Kind;
import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

/// What failures mean, and what a client is told when a service did not answer.
///
/// Every route of the contract may be repeated as it was sent (writes are upserts, cancelling twice is cancelling once, an order has its key), so
/// an instance that went away is a 503 that says so: its sender can do what the gateway must not, having passed the body on already.
final class UpstreamFailures {

    private static final Logger LOG = Logger.getLogger(UpstreamFailures.class);
    private static final String SHORTLY = "1";
    private static final String WHEN_STREAMS_HAVE_ENDED = "5";

    private UpstreamFailures() {}

    /// Before there is a connection.
    static Kind whileConnecting(Throwable failure) {
        return failure instanceof ConnectionPoolTooBusyException ? Kind.FULL : Kind.UNREACHABLE;
    }

    /// On a connection, before the head of an answer. Netty's HTTP decoder tells of these two kinds; everything else is a connection's end.
    static Kind whileTalking(Throwable failure) {
        return failure instanceof DecoderException || failure instanceof IllegalArgumentException ? Kind.NOT_UNDERSTOOD : Kind.BROKEN_OFF;
    }

    static Refusal refusal(NoAnswer failure, Route route) {
        LOG.debugf(failure.getCause(), "no answer for %s %s: %s", route.method(), route.pattern(), failure.kind());
        return switch (failure.kind()) {
            case UNREACHABLE -> away("upstream-unreachable",
                    "The service behind this path cannot be reached. What you asked was not done; the same request may be sent again.");
            case BROKEN_OFF -> away("upstream-broke-off",
                    "The service behind this path broke off before it answered. What you asked may or may not have been done; "
                            + "the same request may be sent again, an order with the same Idempotency-Key.");
            case FULL -> route.pace() == Pace.STREAM
                    ? busy("Too many streams are open.", WHEN_STREAMS_HAVE_ENDED)
                    : busy("Too many requests are waiting for the service behind this path.", SHORTLY);
            case TOO_SLOW, OUT_OF_TIME -> new Refusal(Problem.of("upstream-timeout", "Gateway timeout", 504,
                    "The service behind this path did not answer in time; whether it did what you asked is not known."));
            case NOT_UNDERSTOOD -> new Refusal(Problem.of("upstream-failed", "Bad gateway", 502,
                    "The answer of the service behind this path could not be understood; whether it did what you asked is not known."));
        };
    }

    static Refusal tooManySlowBodies() {
        return busy("Too many requests for the service behind this path come slowly.", SHORTLY);
    }

    private static Refusal away(String name, String detail) {
        return new Refusal(Problem.of(name, "Temporarily unavailable", 503, detail), Map.of("Retry-After", SHORTLY));
    }

    private static Refusal busy(String detail, String retryAfter) {
        return new Refusal(Problem.unavailable(detail), Map.of("Retry-After", retryAfter));
    }
}
