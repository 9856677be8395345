package dev.groundswell.gateway.upstream;

import java.net.ConnectException;
import java.util.Map;
import java.util.concurrent.TimeoutException;

import org.jboss.logging.Logger;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.ConnectionPoolTooBusyException;

import dev.groundswell.gateway.route.Pace;
import dev.groundswell.gateway.route.Route;
import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

/// What a client is told when a service did not answer.
final class UpstreamFailures {

    private static final Logger LOG = Logger.getLogger(UpstreamFailures.class);
    private static final String SHORTLY = "1";
    private static final String WHEN_STREAMS_HAVE_ENDED = "5";

    private UpstreamFailures() {}

    static Refusal refusal(Throwable failure, Route route) {
        if (failure instanceof Refusal refusal) {
            return refusal;
        }
        LOG.debugf(failure, "no answer for %s %s", route.method(), route.pattern());
        if (failure instanceof TimeoutException || failure instanceof ConnectTimeoutException) {
            return tooSlow();
        }
        if (failure instanceof ConnectionPoolTooBusyException) {
            return route.pace() == Pace.STREAM
                    ? busy("Too many streams are open.", WHEN_STREAMS_HAVE_ENDED)
                    : busy("Too many requests are waiting for the service behind this path.", SHORTLY);
        }
        return failure instanceof ConnectException ? notThere() : notUnderstood();
    }

    private static Refusal busy(String detail, String retryAfter) {
        return new Refusal(Problem.unavailable(detail), Map.of("Retry-After", retryAfter));
    }

    static Refusal tooSlow() {
        return new Refusal(Problem.of("upstream-timeout", "Gateway timeout", 504,
                "The service behind this path did not answer in time; whether it did what you asked is not known."));
    }

    static Refusal notThere() {
        return new Refusal(Problem.of("upstream-unreachable", "Bad gateway", 502, "The service behind this path cannot be reached."));
    }

    static Refusal notUnderstood() {
        return new Refusal(Problem.of("upstream-failed", "Bad gateway", 502,
                "The service behind this path broke off before it answered; whether it did what you asked is not known."));
    }
}
