package dev.groundswell.local.shards;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.groundswell.local.command.UsageException;
import dev.groundswell.local.postgres.PostgresServers;
import dev.groundswell.local.process.LaunchException;

/// All shards there are: the first two, and those that any of them knows of. For one thread; closing it gives its locks back.
final class ShardFleet implements AutoCloseable {
    /// Any number, the same for every mover and nobody else's.
    private static final long LOCK = 4_712_960_117_305_508L;
    /// A killed mover's sessions end within about a second.
    private static final int LOCK_TRIES = 50;
    private static final Duration LOCK_PAUSE = Duration.ofMillis(50);
    private static final List<String> FIRST = List.of("orders_0", "orders_1");

    private final Map<String, Shard> shards = new TreeMap<>();

    private ShardFleet() {}

    /// Connects to each shard. Fails with [LaunchException] when one cannot be reached.
    static ShardFleet open(PostgresServers.Address server) {
        ShardFleet fleet = new ShardFleet();
        try {
            Queue<ShardAddress> known = new ArrayDeque<>();
            FIRST.forEach(name -> known.add(new ShardAddress(name, url(server.port(), name), replicas(server, name))));
            while (!known.isEmpty()) {
                ShardAddress next = known.remove();
                if (!fleet.shards.containsKey(next.name())) {
                    Shard shard = Shard.connect(next, server.user(), server.password());
                    fleet.shards.put(next.name(), shard);
                    known.addAll(shard.registry());
                }
            }
            return fleet;
        } catch (RuntimeException e) {
            fleet.close();
            throw e;
        }
    }

    static String url(int port, String name) {
        return "postgresql://localhost:" + port + "/" + name;
    }

    static List<String> replicas(PostgresServers.Address server, String name) {
        return server.replicaPort().map(port -> url(port, name)).stream().toList();
    }

    static boolean isFirst(String name) {
        return FIRST.contains(name);
    }

    Collection<Shard> all() {
        return shards.values();
    }

    Optional<Shard> find(String name) {
        return Optional.ofNullable(shards.get(name));
    }

    /// Fails with [UsageException] when there is none of this name.
    Shard get(String name) {
        return find(name).orElseThrow(
                () -> new UsageException("there is no shard " + name + ", only " + String.join(", ", shards.keySet())));
    }

    /// Returns once nobody else can move slots. Held until [#close()].
    void lock() {
        List<Shard> missing = new ArrayList<>(all());
        for (int i = 0; i < LOCK_TRIES; i++) {
            missing.removeIf(shard -> shard.list("SELECT pg_try_advisory_lock(?)", row -> row.getBoolean(1), LOCK).getFirst());
            if (missing.isEmpty()) {
                return;
            }
            Shard.pause(LOCK_PAUSE);
        }
        throw new LaunchException("slots are being moved by another process, which holds the lock in " + missing.getFirst().name());
    }

    /// The shards that own each of these slots now. Fails with [LaunchException] when a slot has none, or more than one.
    Map<Integer, Shard> owners(Collection<Integer> slots) {
        Map<Integer, Shard> owners = new TreeMap<>();
        TreeSet<Integer> doubled = new TreeSet<>();
        TreeSet<Integer> ownerless = new TreeSet<>(slots);
        for (Shard shard : all()) {
            for (int slot : shard.owned()) {
                if (owners.put(slot, shard) != null) {
                    doubled.add(slot);
                }
            }
        }
        ownerless.removeAll(owners.keySet());
        doubled.retainAll(new TreeSet<>(slots));
        if (!doubled.isEmpty() || !ownerless.isEmpty()) {
            throw new LaunchException("nothing is moved: slots without an owner: " + SlotRanges.text(ownerless) + "; with two: "
                    + SlotRanges.text(doubled));
        }
        owners.keySet().retainAll(new TreeSet<>(slots));
        return owners;
    }

    @Override
    public void close() {
        shards.values().forEach(Shard::close);
    }
}
