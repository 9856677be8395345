package dev.groundswell.gateway.edge;

import io.vertx.core.MultiMap;

/// What `Cache-Status` says of an answer (RFC 9211): a member for every cache on the way, ours last, since it is the nearest to the client.
enum CacheStatus {
    /// From what was kept.
    HIT("groundswell; hit"),
    /// From what was kept, stale, while a newer one is fetched (RFC 5861).
    HIT_STALE("groundswell; hit; detail=stale-while-revalidate"),
    /// Kept and stale, in place of a service that fails.
    STOOD_IN("groundswell; fwd=stale; detail=stale-if-error"),
    /// Nothing was kept.
    MISS("groundswell; fwd=uri-miss"),
    /// Nothing was kept, and it was asked for by somebody else.
    MISS_COLLAPSED("groundswell; fwd=uri-miss; collapsed"),
    /// What was kept had to be asked about.
    STALE("groundswell; fwd=stale"),
    /// The same, asked by somebody else.
    STALE_COLLAPSED("groundswell; fwd=stale; collapsed"),
    /// The service said that what was kept still holds.
    VALIDATED("groundswell; fwd=stale; fwd-status=304"),
    /// The same, asked by somebody else.
    VALIDATED_COLLAPSED("groundswell; fwd=stale; fwd-status=304; collapsed"),
    /// The request wanted the service's own answer.
    REQUESTED("groundswell; fwd=request"),
    /// Answers to this cannot be kept, and nobody waits for another's.
    PASSED("groundswell; fwd=bypass");

    private final String value;

    CacheStatus(String value) {
        this.value = value;
    }

    /// Whether the service has not spoken on this answer just now; then it has an age (RFC 9111, section 5.1).
    boolean isFromStore() {
        return this == HIT || this == HIT_STALE || this == STOOD_IN;
    }

    void addTo(MultiMap headers) {
        headers.add("Cache-Status", value);
    }
}
