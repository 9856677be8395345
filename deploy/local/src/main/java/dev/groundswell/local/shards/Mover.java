package dev.groundswell.local.shards;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

import dev.groundswell.local.command.UsageException;
import dev.groundswell.local.console.Progress;
import dev.groundswell.local.process.LaunchException;

/// Moves slots between the shards of a fleet, and goes on with moves that were broken off. Used by one thread, for one run.
final class Mover {
    private final ShardFleet fleet;
    private final int group;
    private final Steps steps;
    private final Progress progress;

    /// @param group how many slots are handed over at once: more are sooner done, and each waits longer
    Mover(ShardFleet fleet, int group, Steps steps, Progress progress) {
        this.fleet = fleet;
        this.group = group;
        this.steps = steps;
        this.progress = progress;
    }

    /// The two shards of a move.
    private record Way(String from, String to) {}

    /// What is still to be done for the slots of one way.
    private record Pending(List<Integer> toCopy, List<Integer> fenced, List<Integer> toCleanUp) {
        static Pending none() {
            return new Pending(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        List<Integer> all() {
            List<Integer> all = new ArrayList<>(toCopy);
            all.addAll(fenced);
            all.addAll(toCleanUp);
            return all;
        }
    }

    /// Ends all moves that were begun, in whatever state they are. Fails with [LaunchException], and may then be called again. Holds the fleet's lock
    /// from here on.
    Moved resume() {
        fleet.lock();
        Map<Way, Pending> pending = pending();
        // Nobody owns what is fenced: its customers wait.
        pending.forEach((way, slots) -> {
            if (!slots.fenced().isEmpty()) {
                progress.step(way.to(), "goes on with " + SlotRanges.count(slots.fenced()) + " of " + way.from() + " that nobody owns");
                var _ = begun(() -> {
                    transfer(way).handOverFenced(slots.fenced(), Map.of());
                    return Moved.NOTHING;
                });
            }
        });
        Moved moved = Moved.NOTHING;
        for (Map.Entry<Way, Pending> one : pending.entrySet()) {
            Pending slots = one.getValue();
            progress.step(one.getKey().to(), "goes on with " + SlotRanges.count(slots.all()) + " of " + one.getKey().from());
            moved = moved.and(begun(() -> finish(one.getKey(), slots.toCopy(), slots.all())));
        }
        return moved;
    }

    /// Ends what was begun, then moves these slots, each from the shard that owns it. Fails with [UsageException] when some are there already, unless
    /// they came with what was ended here, or with [LaunchException]; the next run then goes on from there.
    Moved move(Collection<Integer> slots, String to) {
        Shard target = fleet.get(to);
        Moved moved = resume();
        Map<String, List<Integer>> bySource = new TreeMap<>();
        fleet.owners(slots).forEach((slot, owner) -> bySource.computeIfAbsent(owner.name(), name -> new ArrayList<>()).add(slot));
        List<Integer> there = bySource.remove(to);
        if (there != null && moved.slots().isEmpty()) {
            throw new UsageException("already in " + to + ": " + SlotRanges.text(there));
        }
        return moved.and(move(bySource, target));
    }

    /// Ends what was begun. If that was on this way it is the split that was broken off; else the upper half of what `from` owns moves.
    Moved split(String from, String to) {
        Shard source = fleet.get(from);
        Shard target = fleet.get(to);
        fleet.lock();
        boolean begun = pending().containsKey(new Way(from, to));
        Moved moved = resume();
        if (begun) {
            return moved;
        }
        List<Integer> owned = source.owned();
        if (owned.size() < 2) {
            throw new UsageException(from + " cannot be split: it owns " + (owned.isEmpty() ? "no slots" : "one slot"));
        }
        return moved.and(move(Map.of(from, owned.subList(owned.size() / 2, owned.size())), target));
    }

    private Moved move(Map<String, List<Integer>> bySource, Shard target) {
        // All of them at once, so that a run that is broken off is resumed as a whole.
        steps.before(Step.ANNOUNCE);
        target.transaction(() -> bySource.forEach((from, slots) -> target.run(
                "INSERT INTO slot_moves (slot, direction, other, state) SELECT unnest(%s), 'in', ?, 'copying'"
                        .formatted(SlotRanges.sql(slots)),
                from)));
        steps.after(Step.ANNOUNCE);
        Moved moved = Moved.NOTHING;
        for (Map.Entry<String, List<Integer>> one : bySource.entrySet()) {
            moved = moved.and(begun(() -> finish(new Way(one.getKey(), target.name()), one.getValue(), one.getValue())));
        }
        return moved;
    }

    private Moved finish(Way way, List<Integer> toCopy, List<Integer> all) {
        SlotTransfer transfer = transfer(way);
        if (!toCopy.isEmpty()) {
            transfer.copy(toCopy);
            transfer.handOver(toCopy, group);
        }
        return transfer.cleanUp(all);
    }

    private static Moved begun(Supplier<Moved> work) {
        try {
            return work.get();
        } catch (LaunchException e) {
            throw new LaunchException(e.getMessage() + System.lineSeparator() + "./dev shards move --resume goes on from here", e);
        }
    }

    private SlotTransfer transfer(Way way) {
        return new SlotTransfer(fleet.get(way.from()), fleet.get(way.to()), steps, progress);
    }

    /// A move is remembered longest by the shard it goes to.
    private Map<Way, Pending> pending() {
        Map<Way, Pending> pending = new LinkedHashMap<>();
        for (Shard to : fleet.all()) {
            TreeSet<Integer> arrived = new TreeSet<>(to.owned());
            for (SlotMove move : to.moves()) {
                if (move.in()) {
                    Shard from = fleet.find(move.other()).orElseThrow(() -> new LaunchException(
                            to.name() + " waits for slot " + move.slot() + " of " + move.other() + ", which no shard knows"));
                    Pending slots = pending.computeIfAbsent(new Way(from.name(), to.name()), way -> Pending.none());
                    (arrived.contains(move.slot()) ? slots.toCleanUp() : stateOf(move.slot(), from, slots)).add(move.slot());
                }
            }
        }
        return pending;
    }

    /// A slot that has not arrived is where it was, or is given up there.
    private static List<Integer> stateOf(int slot, Shard from, Pending slots) {
        String state = from.list("""
                SELECT CASE WHEN EXISTS (SELECT FROM slot_owner WHERE slot = $slot) THEN 'copying'
                    ELSE (SELECT state FROM slot_moves WHERE slot = $slot AND direction = 'out') END
                """.replace("$slot", Integer.toString(slot)), row -> String.valueOf(row.getString(1))).getFirst();
        return switch (state) {
            case SlotMove.COPYING -> slots.toCopy();
            case SlotMove.FENCED -> slots.fenced();
            default ->
                throw new LaunchException("slot " + slot + " has left " + from.name() + " and did not arrive: its move says " + state);
        };
    }
}
