package dev.groundswell.order.sharding;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import dev.groundswell.platform.consistency.ReplicatedDatabase;
import dev.groundswell.platform.context.CallersContext;
import dev.groundswell.platform.database.DatabaseGuard;
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
    private final Set<String> notOpened = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Uni<Void>> underway = new AtomicReference<>();
    private volatile ShardMap map;

    Shards(ShardingConfig config, ShardFactory factory) {
        this.config = config;
        this.factory = factory;
        this.map = configured(config);
        config.shards().forEach(
                (name, shard) -> byName.put(name, factory.open(name, shard.url().orElseThrow(), shard.replicas().orElse(List.of()))));
    }

    /// Which shard is to own which slots at first.
    ///
    /// @throws IllegalArgumentException when a slot has no shard, or two, or one without an address, or does not exist; the message names the slots
    static ShardMap configured(ShardingConfig config) {
        config.shards().forEach((name, shard) -> {
            if (shard.url().isEmpty()) {
                throw new IllegalArgumentException("shard map: slots " + shard.slots() + " belong to " + name + ", which has no url");
            }
        });
        return ShardMap
                .of(config.shards().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, shard -> shard.getValue().slots())));
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

    /// Runs `work` for every part, beside each other, and lets each come to its end, so that what one of them has committed is also told when another
    /// fails. Fails with [NotOwner] only when nothing else went wrong.
    public static <P> Uni<Void> each(Collection<P> parts, Function<P, Uni<Void>> work) {
        return Uni.join()
                .all(parts.stream().map(part -> Uni.createFrom().deferred(() -> work.apply(part))).toList())
                .andCollectFailures()
                .onFailure(CompositeException.class)
                .transform(failed -> decisive((CompositeException) failed))
                .replaceWithVoid();
    }

    /// Every shard, in the order of their names.
    public Collection<Shard> everyShard() {
        return byName.values();
    }

    @Override
    public Collection<Outbox> all() {
        return byName.values().stream().map(Shard::outbox).toList();
    }

    /// Asks every shard what it owns and which others there are. One that is away keeps what it had. Whoever comes while shards are being asked waits for
    /// that answer.
    @Scheduled(every = "${groundswell.sharding.refresh:5s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        return Uni.createFrom().deferred(() -> {
            Uni<Void> asking = look().onTermination().invoke(() -> underway.set(null)).memoize().indefinitely();
            Uni<Void> others = underway.compareAndExchange(null, asking);
            return others == null ? asking : others;
        });
    }

    private Uni<Void> look() {
        return Multi.createFrom()
                .iterable(byName.values())
                .onItem()
                .transformToUniAndMerge(this::ask)
                .collect()
                .asList()
                .chain(said -> add(said) ? look() : Uni.createFrom().voidItem().invoke(() -> correct(said)));
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
    private boolean add(List<Said> said) {
        boolean any = false;
        for (Said one : said) {
            for (AddedShard added : one.added) {
                if (!byName.containsKey(added.name())) {
                    any |= open(added);
                }
            }
        }
        return any;
    }

    /// Whether it could be: its row may be wrong, and the other shards are not to suffer for that.
    private boolean open(AddedShard added) {
        try {
            byName.put(added.name(), factory.open(added.name(), added.url(), added.replicas()));
            LOG.infof("shard %s was added", added.name());
            notOpened.remove(added.name());
            return true;
        } catch (IllegalArgumentException wrong) {
            if (notOpened.add(added.name())) {
                LOG.errorf("shard %s cannot be used, its entry is wrong: %s", added.name(), wrong.getMessage());
            }
            return false;
        }
    }

    private void correct(List<Said> said) {
        map = map.corrected(said.stream().collect(Collectors.toMap(Said::shard, Said::slots)));
    }

    private static Throwable decisive(CompositeException failed) {
        return failed.getCauses().stream().filter(cause -> !(cause instanceof NotOwner)).findFirst().orElseGet(failed::getCause);
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
    public record Shard(String name, Pool pool, Outbox outbox, DatabaseGuard guard, ReplicatedDatabase database) {}
}
