package dev.groundswell.local.shards;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.groundswell.local.console.Progress;
import dev.groundswell.local.process.LaunchException;

/// The way of some slots from one shard to another, in three parts that a run takes one after the other, or only the last of them. For one thread
/// that holds the fleet's lock.
///
/// Until the fence the shard they leave owns them. The fence is committed there before the other shard becomes their owner, so no instant has two.
final class SlotTransfer {
    /// Notes applied at a time.
    private static final int BATCH = 2_000;
    /// So few changes are left to the time in which writes wait: a millisecond's work.
    private static final int FEW = 50;
    /// Twenty million changes: a shard that is written to that fast must be moved away from at a quieter hour.
    private static final int MOST_PASSES = 10_000;
    private static final Duration TOLD_EVERY = Duration.ofSeconds(2);

    private final Shard from;
    private final Shard to;
    private final ChangeLog changes;
    private final Steps steps;
    private final Progress progress;
    private final List<Long> pauses = new ArrayList<>();

    SlotTransfer(Shard from, Shard to, Steps steps, Progress progress) {
        this.from = from;
        this.to = to;
        this.changes = new ChangeLog(from, to);
        this.steps = steps;
        this.progress = progress;
    }

    /// Copies what the slots hold, while services write on. Returns when hardly anything is left to be copied. May be begun again at any time
    /// before the fence.
    void copy(Collection<Integer> slots) {
        take(Step.EMPTY, () -> empty(slots));
        take(Step.NOTE, () -> from.lockingTransaction("noting changes", () -> note(slots)));
        long rows = 0;
        for (SlotTable table : SlotTable.ALL) {
            steps.before(Step.COPY);
            rows += RowCopy.copy(table, slots, from, to);
            // Its first customers are not to meet plans for an empty table.
            to.run("ANALYZE (SKIP_LOCKED) " + table.name());
            steps.after(Step.COPY);
        }
        progress.step(to.name(), SlotRanges.count(slots) + " of " + from.name() + ": " + number(rows) + " rows copied");
        catchUp(slots);
    }

    /// Gives the slots to their new owner, so many at a time.
    void handOver(Collection<Integer> slots, int group) {
        List<Integer> remaining = slots.stream().sorted().toList();
        long toldAt = System.nanoTime();
        while (!remaining.isEmpty()) {
            catchUp(remaining);
            List<Integer> next = remaining.subList(0, Math.min(group, remaining.size()));
            steps.before(Step.FENCE);
            Map<Integer, Long> since = fence(next);
            steps.after(Step.FENCE);
            handOverFenced(next, since);
            remaining = remaining.subList(next.size(), remaining.size());
            if (System.nanoTime() - toldAt > TOLD_EVERY.toNanos()) {
                toldAt = System.nanoTime();
                progress.step(to.name(), "owns " + (slots.size() - remaining.size()) + " of " + SlotRanges.count(slots));
            }
        }
    }

    /// Gives slots that nobody owns to their new owner.
    ///
    /// @param since when each of them was fenced, if that is known
    void handOverFenced(List<Integer> slots, Map<Integer, Long> since) {
        steps.before(Step.FLIP);
        // All there will ever be: who wrote to these slots has committed, or the fence would not be there.
        List<ChangeLog.Note> last = changes.read(slots, Integer.MAX_VALUE);
        to.transaction(() -> {
            changes.apply(last);
            to.run("WITH moved AS (UPDATE slot_moves SET state = 'moved' WHERE slot = ANY(%1$s)) INSERT INTO slot_owner SELECT unnest(%1$s)"
                    .formatted(SlotRanges.sql(slots)));
        });
        long now = System.nanoTime();
        since.values().forEach(start -> pauses.add(now - start));
        steps.after(Step.FLIP);
        take(Step.SETTLE, () -> settle(slots, last));
    }

    /// Deletes what is left of moved slots in the shard they have left. May be begun again at any time.
    Moved cleanUp(Collection<Integer> slots) {
        steps.before(Step.RETIRE);
        long late = late(slots);
        from.lockingTransaction("noting no changes", () -> retire(slots));
        steps.after(Step.RETIRE);
        long orders = 0;
        for (SlotTable table : SlotTable.ALL) {
            steps.before(Step.CLEAR);
            long rows = RowCopy.delete(table, slots, from);
            orders += table.name().equals(SlotTable.ORDERS) ? rows : 0;
            steps.after(Step.CLEAR);
        }
        take(Step.FORGET, () -> to.run("DELETE FROM slot_moves WHERE direction = 'in' AND slot = ANY(" + SlotRanges.sql(slots) + ")"));
        progress.step(from.name(), SlotRanges.count(slots) + " left to " + to.name() + " and deleted: " + number(orders) + " orders");
        return new Moved(List.copyOf(slots), orders, pauses, late);
    }

    private void empty(Collection<Integer> slots) {
        if (!to.list("SELECT slot FROM slot_owner WHERE slot = ANY(" + SlotRanges.sql(slots) + ")", row -> row.getInt(1)).isEmpty()) {
            throw new LaunchException(to.name() + " owns some of " + SlotRanges.text(slots) + ": nothing of them is deleted");
        }
        SlotTable.ALL.forEach(table -> {
            var _ = RowCopy.delete(table, slots, to);
        });
    }

    /// The locks wait for every transaction that has written to these tables: what began before is copied, what comes after is noted.
    private void note(Collection<Integer> slots) {
        from.run("LOCK TABLE " + SlotTable.names() + " IN SHARE ROW EXCLUSIVE MODE");
        // Of an earlier attempt, and copied with the rest now.
        from.run("DELETE FROM slot_changes WHERE slot = ANY(" + SlotRanges.sql(slots) + ")");
        from.run("""
                INSERT INTO slot_moves (slot, direction, other, state) SELECT unnest(%s), 'out', ?, 'copying'
                ON CONFLICT (slot) DO UPDATE SET direction = excluded.direction, other = excluded.other, state = excluded.state
                """.formatted(SlotRanges.sql(slots)), to.name());
        triggers("ENABLE");
    }

    private void catchUp(Collection<Integer> slots) {
        for (int pass = 0; pass < MOST_PASSES; pass++) {
            steps.before(Step.CATCH_UP);
            List<ChangeLog.Note> some = changes.read(slots, BATCH);
            if (!some.isEmpty()) {
                to.transaction(() -> changes.apply(some));
                changes.forget(some);
            }
            steps.after(Step.CATCH_UP);
            if (some.size() < FEW) {
                return;
            }
        }
        throw new LaunchException(from.name() + ": rows change faster than they can be copied to " + to.name());
    }

    /// Returns since when writes to each slot are refused. Waits for the transactions that hold a slot, and who takes one later waits for this one.
    private Map<Integer, Long> fence(List<Integer> slots) {
        Map<Integer, Long> since = new LinkedHashMap<>();
        from.lockingTransaction("the owner of " + SlotRanges.text(slots), () -> {
            since.clear();
            from.run("UPDATE slot_moves SET state = 'fenced' WHERE slot = ANY(" + SlotRanges.sql(slots) + ")");
            // One after the other and upwards, as services take them: who holds one of them and waits for another is never waited for.
            for (int slot : slots) {
                if (from.count("DELETE FROM slot_owner WHERE slot = ?", slot) != 1) {
                    throw new LaunchException(from.name() + " does not own slot " + slot);
                }
                since.put(slot, System.nanoTime());
            }
        });
        return since;
    }

    private void settle(List<Integer> slots, List<ChangeLog.Note> applied) {
        from.transaction(() -> {
            changes.forget(applied);
            from.run("UPDATE slot_moves SET state = 'moved' WHERE slot = ANY(" + SlotRanges.sql(slots) + ")");
        });
    }

    /// Changes noted after the fence: of a slot whose notes had all been applied and deleted. There are none if every writer holds its slot.
    private long late(Collection<Integer> slots) {
        List<String> late = from.list("""
                SELECT format('%%s of slot %%s in %%s', key, slot, place) FROM slot_changes
                JOIN slot_moves USING (slot) WHERE direction = 'out' AND state = 'moved' AND slot = ANY(%s) ORDER BY id
                """.formatted(SlotRanges.sql(slots)), row -> row.getString(1));
        if (!late.isEmpty()) {
            progress.step(from.name(), "changed after it was given up: " + late.getFirst()
                    + (late.size() == 1 ? "" : " and " + (late.size() - 1) + " more"));
        }
        return late.size();
    }

    /// First of all, so that the deletions to come are noted by nobody. The other shard's row tells that they are still to be made.
    private void retire(Collection<Integer> slots) {
        from.run("DELETE FROM slot_moves WHERE direction = 'out' AND slot = ANY(" + SlotRanges.sql(slots) + ")");
        from.run("DELETE FROM slot_changes WHERE slot = ANY(" + SlotRanges.sql(slots) + ")");
        if (from.list("SELECT slot FROM slot_moves WHERE direction = 'out' LIMIT 1", row -> row.getInt(1)).isEmpty()) {
            from.run("LOCK TABLE " + SlotTable.names() + " IN SHARE ROW EXCLUSIVE MODE");
            triggers("DISABLE");
        }
    }

    private void triggers(String what) {
        SlotTable.ALL.forEach(table -> from.run("ALTER TABLE " + table.name() + " " + what + " TRIGGER note_slot_change"));
    }

    private void take(Step step, Runnable work) {
        steps.before(step);
        work.run();
        steps.after(step);
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
