package dev.groundswell.gateway.identity;

import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.jwt.JsonWebToken;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Future;

import dev.groundswell.gateway.exchange.Answer;
import dev.groundswell.gateway.exchange.Exchange;
import dev.groundswell.gateway.exchange.Step;
import dev.groundswell.gateway.route.Access;
import dev.groundswell.platform.identity.Caller;
import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

/// The step that knows the caller. Looks at `Authorization` alone: a cookie or another header never speaks for anybody.
@Singleton
public class Identification implements Step {

    private static final String SCHEME = "Bearer ";

    private final Verification verification;

    Identification(Verification verification) {
        this.verification = verification;
    }

    @Override
    public Future<Answer> handle(Exchange exchange, Next next) {
        if (exchange.route().access() == Access.UNCHECKED) {
            return next.handle(exchange);
        }
        List<String> credentials = exchange.request().headers().getAll(HttpHeaderNames.AUTHORIZATION);
        if (credentials.size() > 1) {
            throw Refusal.badRequest("There must be one Authorization header, not " + credentials.size() + ".");
        }
        if (credentials.isEmpty()) {
            if (exchange.route().access() != Access.ANYONE) {
                throw challenge("A bearer token is needed.", "Bearer");
            }
            return next.handle(exchange);
        }
        String token = token(credentials.getFirst());
        Caller known = verification.known(token);
        if (known != null) {
            return admit(exchange, known, next);
        }
        Future<JsonWebToken> verified = verification.verify(token);
        return verified.succeeded()
                ? admit(exchange, verified.result(), next)
                : verified.recover(failure -> Future.failedFuture(invalid())).compose(parsed -> admit(exchange, parsed, next));
    }

    private static String token(String credentials) {
        if (!credentials.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw invalid();
        }
        return credentials.substring(SCHEME.length()).strip();
    }

    private Future<Answer> admit(Exchange exchange, JsonWebToken token, Next next) {
        String subject = token.getSubject();
        if (subject == null || subject.isEmpty() || subject.indexOf('\0') >= 0) {
            throw challenge("The bearer token has no subject.", "Bearer error=\"invalid_token\"");
        }
        return admit(exchange, new Caller(subject, token.getGroups().contains(Caller.ADMIN)), next);
    }

    private static Future<Answer> admit(Exchange exchange, Caller caller, Next next) {
        if (exchange.route().access() == Access.ADMIN && !caller.admin()) {
            throw new Refusal(Problem.ofStatus(403));
        }
        exchange.calledBy(caller);
        return next.handle(exchange);
    }

    private static Refusal invalid() {
        return challenge("The bearer token is invalid or expired.", "Bearer error=\"invalid_token\"");
    }

    private static Refusal challenge(String detail, String challenge) {
        return new Refusal(Problem.unauthorized(detail), Map.of("WWW-Authenticate", challenge));
    }
}
