package dev.groundswell.order.sharding;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import dev.groundswell.platform.consistency.ReplicatedDatabase;
import dev.groundswell.platform.database.CallersContext;
import dev.groundswell.platform.outbox.Outbox;
import dev.groundswell.platform.outbox.Outboxes;
import dev.groundswell.platform.sharding.ShardMap;

/// The way from a slot to its shard. Pools open connections when they are first used, so a shard that is away stops nobody's start.
///
/// What a shard owns it says itself; this process only remembers, and looks again when it was wrong and every few seconds. Shards that were added
/// later are found then. Thread-safe.
@Singleton
public class Shards implements Outboxes {

    private static final Logger LOG = Logger.getLogger(Shards.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    private final ShardingConfig config;
    private final ShardFactory factory;
    private final Map<String, Shard> byName = new ConcurrentSkipListMap<>();
    private final AtomicLong refreshes = new AtomicLong();
    private long applied;
    private volatile ShardMap map;

    Shards(ShardingConfig config, ShardFactory factory) {
        this.config = config;
        this.factory = factory;
        this.map = ShardMap
                .of(config.shards().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, shard -> shard.getValue().slots())));
        config.shards().forEach((name, shard) -> byName.put(name, factory.open(name, shard.url(), shard.replicas().orElse(List.of()))));
    }

    /// The shard that holds `slot`, as this process knows the map.
    public Shard of(int slot) {
        return named(map.shardOf(slot));
    }

    /// Runs `work` with the shard that holds `slot`. When that one says with [NotOwner] that it does not, the others are asked and the work is tried with
    /// whoever does. While a slot is on its way it belongs to nobody for some milliseconds: the work waits, and fails with [NotOwner] after
    /// [ShardingConfig#moving()].
    public <T extends @Nullable Object> Uni<T> at(int slot, Function<Shard, Uni<T>> work) {
        return again(() -> work.apply(of(slot)));
    }

    /// As [#at], for work that looks for its shards itself and leaves nothing undone or twice done when it is run again.
    public <T extends @Nullable Object> Uni<T> again(Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> attempt(work, System.nanoTime() + config.moving().toNanos(), FIRST_PAUSE));
    }

    /// Every shard, in the order of their names.
    public Collection<Shard> everyShard() {
        return byName.values();
    }

    @Override
    public Collection<Outbox> all() {
        return byName.values().stream().map(Shard::outbox).toList();
    }

    /// Asks every shard what it owns and which others there are. One that is away keeps what it had.
    @Scheduled(every = "${groundswell.sharding.refresh:5s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        long number = refreshes.incrementAndGet();
        return Multi.createFrom()
                .iterable(byName.values())
                .onItem()
                .transformToUniAndMerge(this::ask)
                .collect()
                .asList()
                .chain(said -> add(said) ? refresh() : Uni.createFrom().voidItem().invoke(() -> correct(said, number)));
    }

    /// The pool of a shard's primary or replica, by the name of the node.
    io.vertx.sqlclient.Pool node(String name) {
        return byName.values().stream()
                .flatMap(shard -> shard.database().nodes().stream())
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown database: " + name))
                .pool()
                .getDelegate();
    }

    private <T extends @Nullable Object> Uni<T> attempt(Supplier<Uni<T>> work, long deadline, Duration pause) {
        return Uni.createFrom()
                .deferred(work::get)
                .onFailure(NotOwner.class)
                .recoverWithUni(moved -> System.nanoTime() > deadline
                        ? Uni.createFrom().failure(moved)
                        : CallersContext.back(refresh().onItem().delayIt().by(pause)).chain(() -> attempt(work, deadline, longer(pause))));
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private Uni<Said> ask(Shard shard) {
        return shard.pool()
                .withConnection(connection -> SlotOwners.all(connection)
                        .chain(slots -> AddedShard.all(connection).map(added -> new Said(shard.name(), slots, added))))
                .ifNoItem()
                .after(config.patience())
                .fail()
                .onFailure()
                .recoverWithNull();
    }

    /// Whether there are shards that nobody had told us of.
    private synchronized boolean add(List<Said> said) {
        boolean any = false;
        for (Said one : said) {
            for (AddedShard added : one.added) {
                if (!byName.containsKey(added.name())) {
                    LOG.infof("shard %s was added", added.name());
                    byName.put(added.name(), factory.open(added.name(), added.url(), added.replicas()));
                    any = true;
                }
            }
        }
        return any;
    }

    /// One that began earlier and took longer knows less.
    private synchronized void correct(List<Said> said, long number) {
        if (number < applied) {
            return;
        }
        applied = number;
        map = map.corrected(said.stream().collect(Collectors.toMap(Said::shard, Said::slots)));
    }

    private Shard named(String name) {
        Shard shard = byName.get(name);
        if (shard == null) {
            throw new IllegalArgumentException("unknown shard: " + name);
        }
        return shard;
    }

    @PreDestroy
    void close() {
        byName.values().forEach(shard -> shard.pool().closeAndForget());
    }

    /// What a shard says of itself and the others.
    private record Said(String shard, List<Integer> slots, List<AddedShard> added) {}

    /// One database of the orders.
    ///
    /// @param guard what a client waits for goes through it
    /// @param database of which the shard is the primary; its reads go through the guard
    public record Shard(String name, Pool pool, Outbox outbox, ShardGuard guard, ReplicatedDatabase database) {}
}
