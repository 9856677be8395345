package dev.groundswell.pricing.price;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.groundswell.platform.audit.Audit;
import dev.groundswell.platform.audit.Change;
import dev.groundswell.platform.cache.Entry;
import dev.groundswell.platform.consistency.ReplicatedDatabase;
import dev.groundswell.platform.database.DatabaseGuard;
import dev.groundswell.platform.http.EntityTag;
import dev.groundswell.platform.outbox.OutboxRow;
import dev.groundswell.pricing.price.PriceTable.Latest;

/// Sets the price of one sku in one currency, at once or for later.
@ApplicationScoped
class SettingPrices {

    private final Pool database;
    private final DatabaseGuard guard;
    private final ReplicatedDatabase replicated;
    private final Prices prices;
    private final KeptPrices kept;
    private final PriceChanges changes;
    private final Audit audit;
    private final Clock clock;

    SettingPrices(Pool database, DatabaseGuard guard, ReplicatedDatabase replicated, Prices prices, KeptPrices kept, PriceChanges changes,
            Audit audit,
            Clock clock) {
        this.database = database;
        this.guard = guard;
        this.replicated = replicated;
        this.prices = prices;
        this.kept = kept;
        this.changes = changes;
        this.audit = audit;
        this.clock = clock;
    }

    /// Emits the price after its commit. What says nothing new writes nothing: the price that is current already, or a scheduled one as it is.
    /// Writers of one sku wait for each other.
    ///
    /// Fails with a 412 refusal when a precondition does not hold; nothing has changed then.
    Uni<Outcome> set(PriceDraft draft, Preconditions preconditions) {
        return guard.callLong(() -> commit(draft, preconditions)).call(replicated::noteWrite);
    }

    /// To its end, whoever waits: what has been committed is told.
    private Uni<Outcome> commit(PriceDraft draft, Preconditions preconditions) {
        return database.withTransaction(transaction -> decideAndWrite(transaction, draft, preconditions)).invoke(outcome -> {
            kept.written(outcome.kept());
            changes.publish(outcome.events());
            audit.log(outcome.changes());
        });
    }

    private Uni<Outcome> decideAndWrite(SqlConnection transaction, PriceDraft draft, Preconditions preconditions) {
        Attempt attempt = new Attempt(transaction, draft, preconditions, clock.instant());
        return PriceTable.lock(transaction, List.of(draft))
                .chain(() -> PriceTable.latest(transaction, List.of(draft), attempt.now()))
                .map(List::getFirst)
                .chain(latest -> decide(attempt, latest));
    }

    private Uni<Outcome> decide(Attempt attempt, Latest latest) {
        Wanted current = new Wanted(attempt.draft().sku(), attempt.draft().currency(), latest.current(attempt.now()));
        return prices.inForce(attempt.transaction(), current)
                .invoke(attempt::check)
                .chain(inForce -> attempt.later() ? schedule(attempt, latest) : setNow(attempt, latest, inForce));
    }

    private Uni<Outcome> setNow(Attempt attempt, Latest latest, InForce inForce) {
        Price price = inForce.price();
        return price != null && inForce.tag() != null && attempt.saysNothingNew(price)
                ? Uni.createFrom().item(Outcome.nothingNew(price, inForce.tag()))
                : write(attempt, latest, price, PriceEntry.of(attempt.draft(), latest.next(attempt.now()), false));
    }

    /// A schedule is compared with the row of its own moment only: another one may yet be put before it.
    private Uni<Outcome> schedule(Attempt attempt, Latest latest) {
        PriceEntry entry = PriceEntry.of(attempt.draft(), attempt.validFrom(), true);
        return prices.inForce(attempt.transaction(), new Wanted(entry.sku(), entry.currency(), entry.validFrom()))
                .map(InForce::price)
                .chain(then -> then != null && then.validFrom().equals(entry.validFrom()) && attempt.saysNothingNew(then)
                        ? Uni.createFrom().item(Outcome.nothingNew(then, EntityTag.of(then.version())))
                        : write(attempt, latest, then, entry));
    }

    private Uni<Outcome> write(Attempt attempt, Latest latest, @Nullable Price before, PriceEntry entry) {
        return PriceTable.write(attempt.transaction(), List.of(entry))
                .chain(written -> changes.record(attempt.transaction(), written)
                        .chain(events -> ScheduleTable.schedules(attempt.transaction(), List.of(entry.sku()), clock)
                                .map(after -> new Outcome(written.getFirst(), EntityTag.of(written.getFirst().version()), !latest.known(),
                                        events, List.of(written.getFirst().change(before == null ? null : before.version())), after))));
    }

    /// What a write came to.
    ///
    /// @param first whether it is the first price of its sku and currency
    /// @param events to be published after the commit
    /// @param changes to be audited then
    /// @param kept what the sku costs from now on, to be kept then
    record Outcome(Price price, String tag, boolean first, List<OutboxRow> events, List<Change> changes,
            Map<String, Entry<Schedule>> kept) {

        static Outcome nothingNew(Price price, String tag) {
            return new Outcome(price, tag, false, List.of(), List.of(), Map.of());
        }
    }

    /// A write's `If-Match` and `If-None-Match`.
    record Preconditions(@Nullable String ifMatch, @Nullable String ifNoneMatch) {}

    private record Attempt(SqlConnection transaction, PriceDraft draft, Preconditions preconditions, Instant now) {

        void check(InForce inForce) {
            EntityTag.requireWritable(preconditions.ifMatch, preconditions.ifNoneMatch, inForce.tag());
        }

        boolean later() {
            return draft.validFrom() != null && draft.validFrom().isAfter(now);
        }

        Instant validFrom() {
            return draft.validFrom() == null ? now : draft.validFrom();
        }

        /// An own price equal to what is derived is news, unless it was read as the derived one.
        boolean saysNothingNew(Price price) {
            return price.tariff().equals(draft.tariff()) && (price.derivedFrom() == null || draft.derived());
        }
    }
}
