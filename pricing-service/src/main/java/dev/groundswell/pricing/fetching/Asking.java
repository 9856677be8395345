package dev.groundswell.pricing.fetching;

import java.time.Duration;
import java.util.function.LongUnaryOperator;

import org.jboss.logging.Logger;

import io.smallrye.mutiny.Uni;

import dev.groundswell.platform.breaker.CircuitBreaker;

/// Asks a provider until it answers, a few times: with a bound for each try, a circuit breaker, and pauses drawn from a span that doubles ("full jitter"), so
/// that many who lost it together do not come back together. Thread-safe.
final class Asking {

    private static final Logger LOG = Logger.getLogger(Asking.class);

    private final Provider provider;
    private final CircuitBreaker breaker;
    private final RatesConfig config;
    private final LongUnaryOperator random;

    /// @param random a number from zero to below its argument
    Asking(Provider provider, CircuitBreaker breaker, RatesConfig config, LongUnaryOperator random) {
        this.provider = provider;
        this.breaker = breaker;
        this.config = config;
        this.random = random;
    }

    /// Emits what the provider says, on any thread. Fails with the last failure when it did not in all tries, and at once with what is [Unbelievable].
    Uni<byte[]> document() {
        return attempt(1);
    }

    private Uni<byte[]> attempt(int number) {
        return breaker.call(config.timeout(), provider::document)
                .onFailure(failure -> number < config.tries() && !(failure instanceof Unbelievable))
                .recoverWithUni(failure -> again(number, failure));
    }

    private Uni<byte[]> again(int failed, Throwable failure) {
        long span = Math.max(1, config.backOff().toMillis() << (failed - 1));
        Duration pause = Duration.ofMillis(1 + random.applyAsLong(span));
        LOG.debugf("rates: try %d of %d failed, the next in %s: %s", failed, config.tries(), pause, failure);
        return Uni.createFrom().voidItem().onItem().delayIt().by(pause).chain(() -> attempt(failed + 1));
    }
}
