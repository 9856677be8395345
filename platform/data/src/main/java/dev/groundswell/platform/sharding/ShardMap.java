package dev.groundswell.platform.sharding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/// Which shard holds which slot. Immutable; complete by construction.
public final class ShardMap {

    private final List<String> shards;
    private final String[] ownerBySlot;

    private ShardMap(List<String> shards, String[] ownerBySlot) {
        this.shards = shards;
        this.ownerBySlot = ownerBySlot;
    }

    /// @param slotsByShard shard name to slots, as ranges and single slots: `0-479` or `0-99,480`
    /// @throws IllegalArgumentException when a slot has no shard or two, or does not exist; the message names the slots
    public static ShardMap of(Map<String, String> slotsByShard) {
        @Nullable
        String[] owners = new @Nullable String[Slots.COUNT];
        new TreeMap<>(slotsByShard).forEach((shard, slots) -> assign(owners, shard, slots));
        List<Integer> missing = new ArrayList<>();
        String[] complete = new String[Slots.COUNT];
        for (int slot = 0; slot < owners.length; slot++) {
            String owner = owners[slot];
            if (owner == null) {
                missing.add(slot);
            } else {
                complete[slot] = owner;
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "shard map: no shard holds slots " + missing.getFirst() + ".." + missing.getLast() + " (" + missing.size() + " slots)");
        }
        return new ShardMap(List.copyOf(new TreeMap<>(slotsByShard).keySet()), complete);
    }

    /// This map, corrected by what shards say they own. A slot that nobody claims, because it is on its way or its shard is away, or that two claim stays
    /// where it was.
    public ShardMap corrected(Map<String, List<Integer>> ownedByShard) {
        int[] claims = new int[Slots.COUNT];
        String[] owners = ownerBySlot.clone();
        ownedByShard.forEach((shard, slots) -> slots.forEach(slot -> {
            claims[slot]++;
            owners[slot] = shard;
        }));
        for (int slot = 0; slot < owners.length; slot++) {
            if (claims[slot] > 1) {
                owners[slot] = ownerBySlot[slot];
            }
        }
        return new ShardMap(Stream.concat(shards.stream(), ownedByShard.keySet().stream()).distinct().sorted().toList(), owners);
    }

    /// The name of the shard that holds `slot`.
    public String shardOf(int slot) {
        return ownerBySlot[slot];
    }

    /// All shards, by name.
    public List<String> shards() {
        return shards;
    }

    private static void assign(@Nullable String[] owners, String shard, String slots) {
        for (String part : slots.split(",")) {
            int[] bounds = bounds(shard, part.strip());
            for (int slot = bounds[0]; slot <= bounds[1]; slot++) {
                if (owners[slot] != null) {
                    throw new IllegalArgumentException("shard map: slot " + slot + " belongs to " + owners[slot] + " and to " + shard);
                }
                owners[slot] = shard;
            }
        }
    }

    private static int[] bounds(String shard, String part) {
        try {
            int[] bounds = Arrays.stream(part.split("-", 2)).mapToInt(Integer::parseInt).toArray();
            int from = bounds[0];
            int to = bounds[bounds.length - 1];
            if (from >= 0 && to < Slots.COUNT && from <= to) {
                return new int[]{from, to};
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("shard map: " + shard + ": not a slot or a range of slots: " + part, e);
        }
        throw new IllegalArgumentException("shard map: " + shard + ": slots are 0.." + (Slots.COUNT - 1) + ", was " + part);
    }
}
