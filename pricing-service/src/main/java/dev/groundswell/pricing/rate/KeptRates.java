package dev.groundswell.pricing.rate;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import dev.groundswell.platform.cache.CacheSpec;
import dev.groundswell.platform.cache.Entry;
import dev.groundswell.platform.cache.Recency;
import dev.groundswell.platform.cache.TieredCache;
import dev.groundswell.platform.cache.TieredCaches;
import dev.groundswell.platform.database.DatabaseGuard;
import dev.groundswell.platform.metrics.CacheMetrics;
import dev.groundswell.pricing.keeping.Memo;

/// Exchange rates with those of later days, so that a rate takes over at its midnight though it was kept before. Thread-safe.
@ApplicationScoped
public class KeptRates {

    /// What `cache-invalidated` names the rates of a currency by, with its code.
    public static final String TAG = "rate:";

    /// Clocks of several processes, and one that is set back, differ by less.
    private static final Duration BEFORE = Duration.ofMinutes(1);
    private static final int MOST_CROSS_RATES = 2_000;

    private final Pool database;
    private final DatabaseGuard guard;
    private final Clock clock;
    private final TieredCache<RateSchedule> cache;
    private final Memo<Crossing, CrossRate> crossRates;

    KeptRates(Pool database, DatabaseGuard guard, Clock clock, TieredCaches caches, CacheMetrics metrics) {
        this.database = database;
        this.guard = guard;
        this.clock = clock;
        this.cache = caches.create(new CacheSpec("rates", 1), new RateCodec(), this::origin);
        this.crossRates = new Memo<>("cross-rates", MOST_CROSS_RATES, (crossing, rate) -> 1, metrics);
    }

    /// Emits what it takes to convert; fails when neither what is kept nor the database can tell.
    public Uni<Rates> between(String base, String wanted, Recency freshness) {
        List<String> published = Stream.of(base, wanted).filter(currency -> !currency.equals(CrossRate.EURO)).toList();
        return freshness.getAll(cache, published)
                .map(found -> new Rates(base, wanted, found,
                        (from, to) -> crossRates.of(new Crossing(base, from, wanted, to), Crossing::rate)));
    }

    /// Somebody tells that there are new rates of a currency: what was kept of it is asked for again before it is shown.
    public void changed(String currency) {
        cache.suspect(currency);
    }

    private Uni<Map<String, Entry<RateSchedule>>> origin(Set<String> currencies) {
        LocalDate from = LocalDate.ofInstant(clock.instant().minus(BEFORE), ZoneOffset.UTC);
        return guard.call(() -> database.withConnection(connection -> RateTable.schedules(connection, currencies, from)));
    }

    private record Crossing(String base, Rate from, String wanted, Rate to) {

        CrossRate rate() {
            return CrossRate.between(base, from.unitsPerEuro(), wanted, to.unitsPerEuro());
        }
    }
}
