package dev.groundswell.pricing.price;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import dev.groundswell.platform.batching.Loaded;
import dev.groundswell.platform.cache.CacheSpec;
import dev.groundswell.platform.cache.Entry;
import dev.groundswell.platform.cache.Recency;
import dev.groundswell.platform.cache.TieredCache;
import dev.groundswell.platform.cache.TieredCaches;
import dev.groundswell.platform.database.DatabaseGuard;
import dev.groundswell.pricing.rate.KeptRates;
import dev.groundswell.pricing.rate.Rates;

/// What skus cost now, for showing it: kept with what is scheduled, as the primary has it, and evaluated at each read. What decides something is read by
/// [Prices] instead. Thread-safe.
@ApplicationScoped
public class KeptPrices {

    private final Pool database;
    private final DatabaseGuard guard;
    private final Clock clock;
    private final Prices prices;
    private final KeptRates rates;
    private final TieredCache<Schedule> cache;

    KeptPrices(Pool database, DatabaseGuard guard, Clock clock, Prices prices, KeptRates rates, TieredCaches caches) {
        this.database = database;
        this.guard = guard;
        this.clock = clock;
        this.prices = prices;
        this.rates = rates;
        this.cache = caches.create(new CacheSpec("prices", 1), new ScheduleCodec(), this::origin);
    }

    /// Emits what is in force of each of the skus now, all as of one moment that is not before this call. Fails when neither what is kept nor the database
    /// can tell.
    public Uni<Shown> current(Collection<String> skus, String currency, Recency freshness) {
        return freshness.getAll(cache, skus).chain(kept -> {
            Instant soon = clock.instant();
            return kept.values().stream().anyMatch(schedule -> schedule.derives(currency, soon))
                    ? rates.between(Rates.BASE, currency, freshness).chain(found -> shown(skus, currency, kept, found))
                    : shown(skus, currency, kept, null);
        });
    }

    /// Somebody tells that a price of this sku was written with this version: nobody is shown what is older.
    public void changed(String sku, long version) {
        cache.invalidated(sku, version);
    }

    /// Keeps what has just been committed.
    ///
    /// @param written as [ScheduleTable] found it in the transaction
    void written(Map<String, Entry<Schedule>> written) {
        if (!written.isEmpty()) {
            cache.putAll(written);
        }
    }

    private Uni<Shown> shown(Collection<String> skus, String currency, Map<String, Schedule> kept, @Nullable Rates found) {
        Instant now = clock.instant();
        Map<String, Loaded<InForce>> shown = new HashMap<>();
        for (String sku : skus) {
            Schedule schedule = kept.get(sku);
            if (schedule == null) {
                shown.put(sku, new Loaded.Found<>(new InForce(null, null, null)));
            } else if (schedule.knows(now) && (found == null ? !schedule.derives(currency, now) : found.know(now))) {
                shown.put(sku, Loaded.of(() -> schedule.at(currency, now, found)));
            }
        }
        List<Wanted> unknown = skus.stream().filter(sku -> !shown.containsKey(sku)).map(sku -> new Wanted(sku, currency, now)).toList();
        return prices.current(unknown).invoke(shown::putAll).replaceWith(new Shown(now, shown));
    }

    private Uni<Map<String, Entry<Schedule>>> origin(Set<String> skus) {
        return guard.call(() -> database.withConnection(connection -> ScheduleTable.schedules(connection, skus, clock)));
    }
}
