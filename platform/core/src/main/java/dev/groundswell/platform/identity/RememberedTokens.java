package dev.groundswell.platform.identity;

import java.time.Clock;
import java.time.Duration;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;

import dev.groundswell.platform.metrics.ActiveUsers;
import dev.groundswell.platform.metrics.CacheMetrics;

/// Verifies a token once and remembers it for a moment: an RS256 signature costs about 31 µs of a core, a look-up far below one.
///
/// A token is not remembered beyond its `exp`: from then on it is verified each time, and refused when the configured clock skew (30 s) is over,
/// inside the promised minute. Only tokens that verified are remembered. Thread-safe.
// Caffeine finds the classes of its variants by name.
@RegisterForReflection(classNames = {"com.github.benmanes.caffeine.cache.SSSW", "com.github.benmanes.caffeine.cache.PSW"})
@Startup
@Alternative
@Priority(1)
@Singleton
public class RememberedTokens extends JWTCallerPrincipalFactory {

    /// How long a verified token is taken for granted. A key that an issuer withdraws is trusted as much longer.
    static final Duration REMEMBERED = Duration.ofMinutes(5);
    /// How exactly active users are counted: a user is noted again after this time.
    private static final long NOTED_MILLIS = 10_000;
    /// At about 2 kB each this bounds the memory to some 40 MB.
    private static final int MOST = 20_000;

    /// Characters: several times of what issuers make, and little enough to be verified for whoever asks.
    private static final int LONGEST = 8_192;

    private final ActiveUsers activeUsers;
    private final Clock clock;
    private final JWTCallerPrincipalFactory verifier = new DefaultJWTCallerPrincipalFactory();
    private final Cache<String, Remembered> verified = Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .executor(Runnable::run)
            .recordStats()
            .build();

    RememberedTokens(CacheMetrics metrics, ActiveUsers activeUsers, Clock clock) {
        this.activeUsers = activeUsers;
        this.clock = clock;
        metrics.register("tokens", verified::stats);
    }

    /// Who calls with `token`, when it is answered from memory: so that it neither costs a signature nor waits for a key from the network.
    /// `null` for a token that is not remembered.
    public @Nullable Caller caller(String token) {
        Remembered known = remembered(token);
        return known == null ? null : known.caller;
    }

    /// Whether [#parse(String, JWTAuthContextInfo)] answers `token` from memory.
    public boolean knows(String token) {
        return remembered(token) != null;
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo context) throws ParseException {
        Remembered known = remembered(token);
        if (known != null) {
            return known.principal;
        }
        if (token.length() > LONGEST) {
            throw new ParseException("a token of " + token.length() + " characters");
        }
        Remembered found = new Remembered(Claims.checked(verified(token, context)));
        remember(token, found);
        note(found, clock.millis());
        return found.principal;
    }

    private JWTCallerPrincipal verified(String token, JWTAuthContextInfo context) throws ParseException {
        try {
            return verifier.parse(token, context);
        } catch (RuntimeException e) {
            // Claims of other types than the parser expects, such as groups that are an object: the token's fault, not ours.
            throw new ParseException("a token that cannot be read", e);
        }
    }

    /// Bounded here and not by the cache: to know which one to push out it would have to note every look-up, a fifth of what one costs. With as
    /// many users as it holds, first come is as good.
    private void remember(String token, Remembered found) {
        if (verified.estimatedSize() >= MOST) {
            verified.cleanUp();
        }
        if (verified.estimatedSize() < MOST) {
            verified.put(token, found);
        }
    }

    private @Nullable Remembered remembered(String token) {
        Remembered known = verified.getIfPresent(token);
        if (known == null) {
            return null;
        }
        long now = clock.millis();
        if (now >= known.expires) {
            return null;
        }
        note(known, now);
        return known;
    }

    /// Every user of a service passes here, whether the service asks for the caller or only for its groups.
    private void note(Remembered known, long now) {
        if (now - known.noted > NOTED_MILLIS) {
            known.noted = now;
            activeUsers.seen(known.caller.subject());
        }
    }

    private static final class Remembered {

        private final JWTCallerPrincipal principal;
        private final Caller caller;
        /// Epoch milliseconds.
        private final long expires;
        /// Epoch milliseconds. Written without order by many: the worst is a user noted twice.
        private long noted;

        Remembered(JWTCallerPrincipal principal) {
            this.principal = principal;
            this.caller = new Caller(principal.getSubject(), principal.getGroups().contains(Caller.ADMIN));
            this.expires = principal.getExpirationTime() * 1_000;
        }
    }
}
