package dev.groundswell.pricing.boundary;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.groundswell.platform.job.Job;
import dev.groundswell.platform.job.Tenure;
import dev.groundswell.platform.outbox.OutboxRow;
import dev.groundswell.pricing.pacing.Pace;
import dev.groundswell.pricing.price.InForce;
import dev.groundswell.pricing.price.PriceChanges;
import dev.groundswell.pricing.price.Prices;
import dev.groundswell.pricing.price.Wanted;

/// Tells once a minute of the prices that have changed by the clock since the last time: `price-changed` with the price as it is now.
///
/// What has been told is noted in the same transaction as the events, so each boundary is told once. A row that is committed only after its boundary was passed
/// over here needs no second look: its own event is published after its commit, so whoever hears that reads the price of after the boundary.
@ApplicationScoped
public class AnnouncingBoundaries implements Job {

    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration AIM = Duration.ofMillis(40);
    private static final int FIRST = 100;
    private static final int MOST = 1_000;

    private final Prices prices;
    private final PriceChanges changes;
    private final Clock clock;

    AnnouncingBoundaries(Prices prices, PriceChanges changes, Clock clock) {
        this.prices = prices;
        this.changes = changes;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "price-boundaries";
    }

    @Override
    public Duration every() {
        return EVERY;
    }

    @Override
    public Uni<String> run(Tenure tenure) {
        Instant end = end(tenure);
        return Multi.createBy()
                .repeating()
                .uni(() -> new Pace(AIM, FIRST, MOST), pace -> batch(tenure, end, pace))
                .whilst(batch -> !batch.last())
                .collect()
                .with(Collectors.summingInt(Batch::told))
                .map(told -> told + " prices changed by the clock");
    }

    /// What lies at the moment the run is for is this run's, also by a clock that is behind the database's: most boundaries lie on a full minute.
    private Instant end(Tenure tenure) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return now.isAfter(tenure.due()) ? now : tenure.due().plus(1, ChronoUnit.MICROS);
    }

    private Uni<Batch> batch(Tenure tenure, Instant end, Pace pace) {
        AtomicLong begun = new AtomicLong();
        int size = pace.size();
        return tenure.database()
                .withTransaction(transaction -> {
                    begun.set(System.nanoTime());
                    return tenure.confirm(transaction).chain(() -> announce(transaction, end, size));
                })
                .invoke(batch -> {
                    pace.took(Duration.ofNanos(System.nanoTime() - begun.get()));
                    changes.publish(batch.events());
                });
    }

    private Uni<Batch> announce(SqlConnection transaction, Instant end, int size) {
        return BoundaryTable.told(transaction)
                .chain(told -> BoundaryTable.passed(transaction, told, end, size)
                        .chain(passed -> announce(transaction, passed, end, next(told, passed, end, size), passed.size() < size)));
    }

    private Uni<Batch> announce(SqlConnection transaction, List<Boundary> passed, Instant end, Boundary told, boolean last) {
        Instant clocked = clock.instant();
        Instant now = clocked.isBefore(end) ? end : clocked;
        Map<Wanted, Instant> changed = new LinkedHashMap<>();
        passed.stream().filter(Boundary::changes).forEach(
                boundary -> changed.put(new Wanted(boundary.sku(), boundary.currency(), now), boundary.moment()));
        return prices.inForce(transaction, List.copyOf(changed.keySet()))
                .chain(found -> changes.recordPassed(transaction, found.stream().map(InForce::price).filter(Objects::nonNull).toList(),
                        List.copyOf(changed.values())))
                .call(() -> BoundaryTable.note(transaction, told))
                .map(events -> new Batch(events, last));
    }

    /// What lies at `end` itself is the next run's. A clock that is behind another's takes nothing back.
    private static Boundary next(Boundary told, List<Boundary> passed, Instant end, int size) {
        if (passed.size() >= size) {
            return passed.getLast();
        }
        return end.isAfter(told.moment()) ? new Boundary(end, "", "", false) : told;
    }

    private record Batch(List<OutboxRow> events, boolean last) {

        int told() {
            return events.size();
        }
    }
}
