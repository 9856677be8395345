package dev.groundswell.gateway.pipeline;

import java.util.List;

import jakarta.inject.Singleton;

import io.vertx.core.Future;

import dev.groundswell.gateway.body.AnnouncedLength;
import dev.groundswell.gateway.consistency.TokenCookie;
import dev.groundswell.gateway.contract.ShowingContract;
import dev.groundswell.gateway.edge.EdgeCache;
import dev.groundswell.gateway.exchange.Step;
import dev.groundswell.gateway.identity.Identification;
import dev.groundswell.gateway.invalidation.InvalidatingCaches;
import dev.groundswell.gateway.journey.OrderJourney;
import dev.groundswell.gateway.limit.Limiting;
import dev.groundswell.gateway.limit.SwitchingLimits;
import dev.groundswell.gateway.upstream.Upstream;

/// The order of the steps, which is decided here and nowhere else. Immutable.
///
/// A rate limit needs to know who calls and stands behind identity; the cache answers instead of the upstream, and whoever asks has been judged by then.
/// Who has to wait for a service, or is sent away, is decided by the upstream: what the cache answers costs nobody anything.
@Singleton
class Steps {

    private final Step.Next first;

    Steps(Identification identity, SwitchingLimits switching, Limiting limits, AnnouncedLength announcedLength, OrderJourney journey,
            TokenCookie tokens, ShowingContract contract, InvalidatingCaches invalidation, EdgeCache cache, Upstream upstream) {
        this.first = inOrder(
                List.of(identity, switching, limits, announcedLength, journey, tokens, contract, invalidation, cache, upstream));
    }

    /// The first step, with all others behind it.
    Step.Next first() {
        return first;
    }

    private static Step.Next inOrder(List<? extends Step> steps) {
        if (steps.isEmpty()) {
            return exchange -> Future.failedFuture(new IllegalStateException("no step answered " + exchange.route().pattern()));
        }
        Step step = steps.getFirst();
        Step.Next rest = inOrder(steps.subList(1, steps.size()));
        return exchange -> step.handle(exchange, rest);
    }
}
