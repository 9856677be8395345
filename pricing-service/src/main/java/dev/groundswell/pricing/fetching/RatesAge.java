package dev.groundswell.pricing.fetching;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import dev.groundswell.platform.role.NotAWorker;
import dev.groundswell.pricing.fetching.RateWrites.Heard;

/// Publishes how old the rates are: `rates_age_seconds` since the provider was last believed, whichever process asked it, and `rates_published_age_seconds` since
/// the day they are of began. Thread-safe.
@ApplicationScoped
class RatesAge {

    private static final Logger LOG = Logger.getLogger(RatesAge.class);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Pool database;
    private final Clock clock;
    private volatile @Nullable Heard heard;

    RatesAge(Pool database, Clock clock, MeterRegistry registry) {
        this.database = database;
        this.clock = clock;
        Gauge.builder("rates.age", this, RatesAge::sinceHeard)
                .baseUnit("seconds")
                .description("Since the provider of exchange rates last said what could be believed")
                .register(registry);
        Gauge.builder("rates.published.age", this, RatesAge::sincePublished)
                .baseUnit("seconds")
                .description("Since the day began that the newest exchange rates were published for")
                .register(registry);
    }

    /// The provider was believed.
    void heard(Heard now) {
        heard = now;
    }

    /// Looks what the others have heard.
    @Scheduled(every = "${groundswell.rates.look:30s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP, skipExecutionIf = NotAWorker.class)
    Uni<Void> look() {
        return database.withConnection(RateWrites::heard)
                .ifNoItem()
                .after(LONGEST)
                .fail()
                .invoke(this::heard)
                .onFailure()
                .invoke(failure -> LOG.debugf("the age of rates is not known: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private double sinceHeard() {
        Heard known = heard;
        return known == null ? Double.NaN : since(known.at());
    }

    private double sincePublished() {
        Heard known = heard;
        LocalDate day = known == null ? null : known.published();
        return day == null ? Double.NaN : since(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private double since(Instant moment) {
        return Duration.between(moment, clock.instant()).toMillis() / 1_000.0;
    }
}
