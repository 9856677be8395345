package dev.groundswell.pricing.price;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.groundswell.platform.audit.Audit;
import dev.groundswell.platform.audit.Change;
import dev.groundswell.platform.cache.Entry;
import dev.groundswell.platform.consistency.ReplicatedDatabase;
import dev.groundswell.platform.database.DatabaseGuard;
import dev.groundswell.platform.outbox.OutboxRow;
import dev.groundswell.pricing.price.PriceTable.Latest;

/// Loads many prices at once, history included: all or nothing, with five statements however many they are.
@ApplicationScoped
class LoadingPrices {

    private final Pool database;
    private final DatabaseGuard guard;
    private final ReplicatedDatabase replicated;
    private final KeptPrices kept;
    private final PriceChanges changes;
    private final Audit audit;
    private final Clock clock;

    LoadingPrices(Pool database, DatabaseGuard guard, ReplicatedDatabase replicated, KeptPrices kept, PriceChanges changes, Audit audit,
            Clock clock) {
        this.database = database;
        this.guard = guard;
        this.replicated = replicated;
        this.kept = kept;
        this.changes = changes;
        this.audit = audit;
        this.clock = clock;
    }

    /// Emits after the commit how many prices were written: of several with the same sku, currency and moment the last.
    Uni<Integer> load(List<PriceDraft> drafts) {
        return drafts.isEmpty()
                ? Uni.createFrom().item(0)
                : guard.callLong(() -> commit(drafts))
                        .call(replicated::noteWrite)
                        .map(written -> written.events().size());
    }

    /// To its end, whoever waits: what has been committed is told.
    private Uni<Written> commit(List<PriceDraft> drafts) {
        return database.withTransaction(transaction -> write(transaction, drafts)).invoke(written -> {
            kept.written(written.kept());
            changes.publish(written.events());
            audit.log(written.changes());
        });
    }

    private Uni<Written> write(SqlConnection transaction, List<PriceDraft> drafts) {
        Instant now = clock.instant();
        return PriceTable.lock(transaction, drafts)
                .chain(() -> PriceTable.latest(transaction, drafts, now))
                .chain(latest -> PriceTable.write(transaction, entries(drafts, latest, now))
                        .chain(written -> told(transaction, written, changes(drafts, latest, written))));
    }

    private Uni<Written> told(SqlConnection transaction, List<Price> written, List<Change> audited) {
        Set<String> skus = written.stream().map(Price::sku).collect(Collectors.toSet());
        return changes.record(transaction, written)
                .chain(events -> ScheduleTable.schedules(transaction, skus, clock).map(kept -> new Written(events, audited, kept)));
    }

    private static List<Change> changes(List<PriceDraft> drafts, List<Latest> latest, List<Price> written) {
        Map<List<String>, Long> before = new HashMap<>();
        for (int i = 0; i < drafts.size(); i++) {
            Long version = latest.get(i).version();
            if (version != null) {
                before.put(List.of(drafts.get(i).sku(), drafts.get(i).currency()), version);
            }
        }
        return written.stream().map(price -> price.change(before.get(List.of(price.sku(), price.currency())))).toList();
    }

    /// Gives each draft its moment; of equal keys the later draft stays.
    static List<PriceEntry> entries(List<PriceDraft> drafts, List<Latest> latest, Instant now) {
        Map<PriceEntry.Key, PriceEntry> entries = new LinkedHashMap<>();
        for (int i = 0; i < drafts.size(); i++) {
            PriceDraft draft = drafts.get(i);
            Instant asked = draft.validFrom();
            PriceEntry entry = asked == null
                    ? PriceEntry.of(draft, latest.get(i).next(now), false)
                    : PriceEntry.of(draft, asked, asked.isAfter(now));
            entries.put(entry.key(), entry);
        }
        return List.copyOf(entries.values());
    }

    private record Written(List<OutboxRow> events, List<Change> changes, Map<String, Entry<Schedule>> kept) {}
}
