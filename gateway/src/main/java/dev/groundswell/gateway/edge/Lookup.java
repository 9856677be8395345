package dev.groundswell.gateway.edge;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.groundswell.gateway.cache.Directives;
import dev.groundswell.gateway.cache.Reuse;
import dev.groundswell.gateway.exchange.Exchange;
import dev.groundswell.gateway.exchange.Step;
import dev.groundswell.gateway.store.AnswerHead;
import dev.groundswell.gateway.store.StoredAnswer;

/// A read, and what is kept that could answer it. Immutable.
///
/// @param target path and query as the service gets them
/// @param asked the request's directives
/// @param kept what may be served, if the rules allow it; `null` when there is nothing
/// @param insists whether it would be served to everybody else just now: the request wants the service's own word
/// @param pastCaches whether what was kept was declared stale so lately that the service's own caches may not have heard of it
/// @param waits how often the request has waited for an answer that was not for it
record Lookup(Exchange exchange, Step.Next next, String target, Directives asked, @Nullable StoredAnswer kept, boolean insists,
        boolean pastCaches, int waits) {

    /// @param marked whether what it has waited for was declared stale lately
    Lookup afterWaiting(boolean marked) {
        return new Lookup(exchange, next, target, asked, kept, insists, pastCaches || marked, waits + 1);
    }

    /// What is kept, when it may stand in for a service that answers with an error.
    @Nullable
    StoredAnswer standInForError(Instant now) {
        return kept != null && Reuse.standsInForError(asked, kept.head().said(), kept.head().lifetime(), kept.head().resident(now))
                ? kept
                : null;
    }

    /// What is kept, when it may stand in for a service that cannot be reached.
    @Nullable
    StoredAnswer standInForSilence(Instant now, EdgeCacheSettings settings) {
        if (kept == null) {
            return null;
        }
        AnswerHead head = kept.head();
        return Reuse.standsInForSilence(asked, head.said(), head.lifetime(), head.resident(now), settings.staleWhileUnreachable())
                ? kept
                : null;
    }

    /// Why the service is asked.
    CacheStatus reason() {
        if (insists) {
            return CacheStatus.REQUESTED;
        }
        return kept == null ? CacheStatus.MISS : CacheStatus.STALE;
    }
}
