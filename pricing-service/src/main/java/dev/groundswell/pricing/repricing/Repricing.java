package dev.groundswell.pricing.repricing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import dev.groundswell.platform.job.Job;
import dev.groundswell.platform.job.Tenure;
import dev.groundswell.platform.outbox.Outbox;
import dev.groundswell.pricing.pacing.Pace;
import dev.groundswell.pricing.rate.RatesOfDay;
import dev.groundswell.pricing.repricing.DerivedTable.Repriced;

/// Derives once an hour the prices of all skus in all currencies, and tells of those that are not as they were last told: one `price-changed` for a sku, with all
/// its derived prices. Reads answer the same without it, since they derive prices themselves.
///
/// Goes by the order of skus, as many in a transaction as fit into [RepricingConfig#aim]. A run that ends midway leaves behind what it has told, and the next
/// finds the rest.
@ApplicationScoped
public class Repricing implements Job {

    /// The member by which an event of derived prices is told from one of a price that was written.
    public static final String DERIVED = "derived";

    private static final Duration EVERY = Duration.ofHours(1);
    private static final int FIRST = 50;
    private static final int MOST = 2_000;

    private final Outbox outbox;
    private final RepricingConfig config;
    private final Clock clock;

    Repricing(Outbox outbox, RepricingConfig config, Clock clock) {
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "repricing";
    }

    @Override
    public Duration every() {
        return EVERY;
    }

    @Override
    public Uni<String> run(Tenure tenure) {
        Run run = new Run(new Pace(config.aim(), FIRST, MOST));
        return Multi.createBy()
                .repeating()
                .uni(() -> batch(tenure, run))
                .whilst(more -> more)
                .onItem()
                .ignoreAsUni()
                .map(done -> run.outcome());
    }

    /// Emits whether there is more. Rates are read before locks are held; what has committed meanwhile holds from a later day.
    private Uni<Boolean> batch(Tenure tenure, Run run) {
        Instant now = moment(tenure);
        int size = run.pace.size();
        return tenure.database()
                .withConnection(connection -> RatesOfDay.on(connection, LocalDate.ofInstant(now, ZoneOffset.UTC)))
                .map(rates -> Factors.of(rates, currency -> config.currencies().map(wanted -> wanted.contains(currency)).orElse(true)))
                .chain(factors -> reprice(tenure, run, size, now, factors))
                .map(repriced -> repriced.seen() == size);
    }

    private Uni<Repriced> reprice(Tenure tenure, Run run, int size, Instant now, Factors factors) {
        AtomicLong begun = new AtomicLong();
        return tenure.database()
                .withTransaction(transaction -> {
                    begun.set(System.nanoTime());
                    return tenure.confirm(transaction).chain(() -> DerivedTable.reprice(transaction, run.last, size, now, factors));
                })
                .invoke(repriced -> run.add(repriced, Duration.ofNanos(System.nanoTime() - begun.get())))
                .call(repriced -> outbox.publishStored(repriced.events()));
    }

    /// A clock that is behind the database's does not miss the midnight this run is for.
    private Instant moment(Tenure tenure) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return now.isBefore(tenure.due()) ? tenure.due() : now;
    }

    /// How far a run has come. Its batches follow each other.
    private static final class Run {

        private final Pace pace;
        private String last = "";
        private long seen;
        private long changed;

        Run(Pace pace) {
            this.pace = pace;
        }

        void add(Repriced batch, Duration time) {
            pace.took(time);
            last = batch.last() == null ? last : batch.last();
            seen += batch.seen();
            changed += batch.events().size();
        }

        String outcome() {
            return "derived prices of " + changed + " of " + seen + " skus changed; " + pace.batches() + " transactions, the longest "
                    + pace.longest().toMillis() + " ms";
        }
    }
}
