package dev.groundswell.local.shards;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What each shard owns, and which slots are in disorder. Immutable.
///
/// @param ownerless slots that no shard owns, also when a move was broken off that had fenced them
/// @param doubled slots that two shards own
record ShardStatus(List<Line> shards, SortedSet<Integer> ownerless, SortedSet<Integer> doubled) {
    /// Shards are asked one after the other: a slot that moves in between looks as if it had two owners, or none, but not each time.
    private static final int LOOKS = 4;
    private static final Duration BETWEEN = Duration.ofMillis(150);

    /// One shard.
    ///
    /// @param orders as counted when the table was last analysed
    record Line(ShardAddress address, List<Integer> owned, long orders, List<SlotMove> moves) {
        /// `240-479 to orders_2 copying`, joined by semicolons; empty without moves. Told once, by the shard they come to.
        List<String> movesInWords() {
            Map<String, List<Integer>> slots = new TreeMap<>();
            moves.stream().filter(SlotMove::in).forEach(
                    move -> slots.computeIfAbsent(" from " + move.other() + " " + move.state(), words -> new ArrayList<>())
                            .add(move.slot()));
            return slots.entrySet().stream().map(one -> SlotRanges.text(one.getValue()) + one.getKey()).toList();
        }
    }

    static ShardStatus of(ShardFleet fleet) {
        ShardStatus status = look(fleet);
        for (int i = 1; i < LOOKS && !status.isOrderly(); i++) {
            Shard.pause(BETWEEN);
            ShardStatus again = look(fleet);
            again.ownerless.retainAll(status.ownerless);
            again.doubled.retainAll(status.doubled);
            status = again;
        }
        return status;
    }

    boolean isOrderly() {
        return ownerless.isEmpty() && doubled.isEmpty();
    }

    /// `960 slots in 3 shards, each in one`, or what is wrong.
    String summary() {
        if (isOrderly()) {
            return SlotRanges.SLOTS + " slots in " + shards.size() + " shards, none without an owner, none with two";
        }
        List<String> wrong = new ArrayList<>();
        if (!ownerless.isEmpty()) {
            wrong.add("no shard owns " + SlotRanges.text(ownerless)
                    + (isUnderWay() ? " (./dev shards move --resume ends a move that was broken off)" : ""));
        }
        if (!doubled.isEmpty()) {
            wrong.add("two shards own " + SlotRanges.text(doubled));
        }
        return String.join("; ", wrong);
    }

    private boolean isUnderWay() {
        return shards.stream().flatMap(line -> line.moves().stream()).anyMatch(move -> ownerless.contains(move.slot()));
    }

    /// The members of a JSON document.
    Map<String, Object> members() {
        return Map.of("orderly", isOrderly(), "ownerless", List.copyOf(ownerless), "doubled", List.copyOf(doubled), "shards",
                shards.stream().map(ShardStatus::members).toList());
    }

    private static Map<String, Object> members(Line line) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", line.address().name());
        members.put("url", line.address().url());
        members.put("replicas", line.address().replicas());
        members.put("slots", line.owned().size());
        members.put("owns", line.owned().isEmpty() ? "" : SlotRanges.text(line.owned()));
        members.put("orders", line.orders());
        members.put("moves", line.moves());
        return members;
    }

    private static ShardStatus look(ShardFleet fleet) {
        List<Line> lines = fleet.all().stream().map(ShardStatus::line).toList();
        SortedSet<Integer> ownerless = new TreeSet<>();
        SortedSet<Integer> doubled = new TreeSet<>();
        for (int slot = 0; slot < SlotRanges.SLOTS; slot++) {
            int wanted = slot;
            long owners = lines.stream().filter(line -> line.owned().contains(wanted)).count();
            if (owners > 1) {
                doubled.add(slot);
            } else if (owners == 0) {
                ownerless.add(slot);
            }
        }
        return new ShardStatus(lines, ownerless, doubled);
    }

    private static Line line(Shard shard) {
        long orders = shard.list("SELECT CASE WHEN reltuples < 0 THEN (SELECT count(*) FROM orders) ELSE reltuples::bigint END"
                + " FROM pg_class WHERE oid = 'orders'::regclass", row -> row.getLong(1)).getFirst();
        return new Line(shard.address(), shard.owned(), orders, shard.moves());
    }
}
