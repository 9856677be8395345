package dev.groundswell.platform.cache;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/// One look for what is not in memory, on which all wait who want the same. Thread-safe.
final class Flight<V> {

    private final String key;
    private final long moment;
    private final long since;
    private final CompletableFuture<Known<V>> landed = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> slow = new CompletableFuture<>();
    private volatile @Nullable Known<V> aged;
    private volatile boolean fromOrigin;

    /// @param moment at which it begins
    /// @param since what was filled before does not end it, in milliseconds or [Freshness#ANY]
    Flight(String key, long moment, long since) {
        this.key = key;
        this.moment = moment;
        this.since = since;
    }

    String key() {
        return key;
    }

    long moment() {
        return moment;
    }

    long since() {
        return since;
    }

    /// Completes with what was found, or fails when that is not known in time.
    CompletableFuture<Known<V>> landed() {
        return landed;
    }

    /// Completes when it has taken so long that something older may do.
    CompletableFuture<@Nullable Void> slow() {
        return slow;
    }

    /// What Redis has but is not believed any more.
    @Nullable
    Known<V> aged() {
        return aged;
    }

    void sawAged(@Nullable Known<V> copy) {
        aged = copy;
    }

    boolean isFromOrigin() {
        return fromOrigin;
    }

    void goesToOrigin() {
        fromOrigin = true;
    }
}
