package dev.groundswell.gateway.identity;

import java.util.Optional;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import dev.groundswell.platform.identity.Caller;
import dev.groundswell.platform.identity.RememberedTokens;

/// Verifies tokens without ever blocking an event loop. Thread-safe.
@Singleton
class Verification {

    private static final Logger LOG = Logger.getLogger(Verification.class);

    private final Vertx vertx;
    private final JWTParser parser;
    private final RememberedTokens remembered;
    private final boolean keysAreFetched;

    Verification(Vertx vertx, JWTParser parser, RememberedTokens remembered,
            @ConfigProperty(name = "mp.jwt.verify.publickey.location") Optional<String> keyLocation) {
        this.vertx = vertx;
        this.parser = parser;
        this.remembered = remembered;
        this.keysAreFetched = keyLocation.filter(location -> location.startsWith("http")).isPresent();
    }

    /// Who calls with a token that was verified a moment ago, as nearly every one was; `null` when that has to be found out.
    @Nullable
    Caller known(String token) {
        return remembered.caller(token);
    }

    /// Completes with the verified token, at once unless an unknown token may need a key from the network; fails when it does not verify.
    @SuppressWarnings("NullAway") // executeBlocking may complete with null, the parser never does.
    Future<JsonWebToken> verify(String token) {
        if (keysAreFetched && !remembered.knows(token)) {
            return vertx.executeBlocking(() -> parser.parse(token), false);
        }
        try {
            return Future.succeededFuture(parser.parse(token));
        } catch (ParseException e) {
            LOG.debugf(e, "a token does not verify");
            return Future.failedFuture(e);
        }
    }
}
