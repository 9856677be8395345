package dev.groundswell.platform.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import dev.groundswell.platform.context.CallersContext;

/// Looks for what is not in memory, once at a time for each key: in Redis, and for what that has not in the origin. Thread-safe.
///
/// A load that is not back in time fails those who wait for it, goes on, and what it finds is kept.
///
/// A look runs in a Vert.x context of its own, on the event loop of who began it: what callers keep in theirs is not there. Nobody's cancelling ends it.
final class Fills<V> {

    private final Vertx vertx;
    /// For callers that have no context.
    private final Context fallback;
    private final CacheConfig config;
    private final Memory<V> memory;
    private final Floors floors;
    private final Shared<V> shared;
    private final Loads<V> loads;
    private final ConcurrentMap<String, Flight<V>> flights = new ConcurrentHashMap<>();

    Fills(Vertx vertx, CacheConfig config, Memory<V> memory, Floors floors, Shared<V> shared, Loads<V> loads) {
        this.vertx = vertx;
        // Whoever makes this may do it in a request, whose context would be kept.
        this.fallback = VertxContext.getRootContext(vertx.getOrCreateContext());
        this.config = config;
        this.memory = memory;
        this.floors = floors;
        this.shared = shared;
        this.loads = loads;
    }

    /// Looks for each of the keys, in their order. Joins a look only if what it finds will do: it began after the last that was told of the key, and
    /// takes nothing filled before `since`.
    List<Flight<V>> look(Collection<String> keys, long since) {
        List<Flight<V>> all = new ArrayList<>(keys.size());
        List<Flight<V>> begun = new ArrayList<>();
        for (String key : keys) {
            all.add(join(key, since, begun));
        }
        launch(begun);
        return all;
    }

    /// Looks for `key` unless somebody does; nobody waits.
    void refresh(String key) {
        Flight<V> flight = new Flight<>(key, floors.next(), Freshness.ANY);
        if (flights.putIfAbsent(key, flight) == null) {
            launch(List.of(flight));
        }
    }

    private Flight<V> join(String key, long since, List<Flight<V>> begun) {
        Flight<V> present = flights.get(key);
        if (present != null && serves(present, since)) {
            return present;
        }
        Flight<V> own = new Flight<>(key, floors.next(), since);
        Flight<V> joined = flights.compute(key, (same, other) -> {
            if (other != null && serves(other, since)) {
                return other;
            }
            // A look may have ended since memory was asked, and then it is not to be done again.
            Memory.Kept<V> kept = memory.find(key);
            if (kept != null && memory.isShown(key, kept, since)) {
                own.landed().complete(kept.known());
                return other;
            }
            return own;
        });
        if (own.landed().isDone() || joined == null) {
            return own;
        }
        if (Objects.equals(joined, own)) {
            begun.add(own);
        }
        return joined;
    }

    private boolean serves(Flight<V> flight, long since) {
        return flight.since() >= since && floors.isQuietSince(flight.key(), flight.moment());
    }

    private void launch(List<Flight<V>> group) {
        if (!group.isEmpty()) {
            Context caller = Vertx.currentContext();
            ownContext(caller == null ? fallback : caller).runOnContext(now -> fly(group));
        }
    }

    private static Context ownContext(Context loop) {
        Context own = Objects.requireNonNull(VertxContext.createNewDuplicatedContext(loop), "there is one for each context");
        VertxContextSafetyToggle.setContextSafe(own, true);
        return own;
    }

    private void fly(List<Flight<V>> group) {
        after(config.softTimeout(), () -> group.forEach(flight -> flight.slow().complete(null)));
        after(config.hardTimeout(), () -> group.stream().filter(flight -> !flight.landed().isDone())
                .forEach(flight -> fail(flight, new TimeoutException())));
        List<String> keys = group.stream().map(Flight::key).toList();
        var _ = CallersContext.back(shared.read(keys, group.getFirst().moment()))
                .subscribe()
                .with(found -> landOrLoad(group, found), unavailable -> load(group));
    }

    private void after(Duration time, Runnable then) {
        long _ = vertx.setTimer(Math.max(1, time.toMillis()), late -> then.run());
    }

    private void landOrLoad(List<Flight<V>> group, Map<String, Known<V>> copies) {
        List<Flight<V>> rest = new ArrayList<>();
        for (Flight<V> flight : group) {
            Known<V> copy = copies.get(flight.key());
            Known<V> hit = shared.hit(flight.key(), copy, flight.since());
            if (hit == null) {
                flight.sawAged(copy);
                rest.add(flight);
            } else {
                memory.keep(flight.key(), hit);
                land(flight, hit);
            }
        }
        load(rest);
    }

    private void load(List<Flight<V>> rest) {
        for (Flight<V> flight : rest) {
            flight.goesToOrigin();
            var _ = loads.load(flight.key()).subscribe().with(known -> land(flight, known), failure -> fail(flight, failure));
        }
    }

    private void land(Flight<V> flight, Known<V> known) {
        boolean _ = flights.remove(flight.key(), flight);
        boolean _ = flight.landed().complete(known);
    }

    private void fail(Flight<V> flight, Throwable failure) {
        boolean _ = flights.remove(flight.key(), flight);
        boolean _ = flight.landed().completeExceptionally(failure);
    }
}
