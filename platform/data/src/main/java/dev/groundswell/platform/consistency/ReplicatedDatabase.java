package dev.groundswell.platform.consistency;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.groundswell.platform.context.CallersContext;
import dev.groundswell.platform.context.OwnContext;
import dev.groundswell.platform.database.DatabaseGuard;
import dev.groundswell.platform.database.Uncancelled;

/// A database with any number of replicas, and the choice of who answers a read.
///
/// What belongs to one client is read from the primary, unless the client's token says what it has seen; then a replica that has replayed so far will
/// do. What everybody sees may come from any replica in the rotation. A replica that is away or slow is left, and the primary asked instead as it is
/// after any other failure, so reads given to this must be harmless to repeat. Thread-safe; lives as long as the pools.
public final class ReplicatedDatabase {

    /// Far more than is written while a position could not be read. A client that waits for it reads the primary meanwhile.
    private static final long MARGIN = 64L << 20;

    private final String name;
    private final Node primary;
    private final List<Replica> replicas;
    private final DatabaseGuard guard;
    private final Predicate<Throwable> outage;
    private final ConsistencyConfig config;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicLong highest = new AtomicLong();
    /// By this process.
    private final AtomicLong lastWritten = new AtomicLong();
    private final AtomicBoolean asking = new AtomicBoolean();
    private final Counter atPrimary;
    private final Counter atReplica;
    private volatile long lastRead;

    ReplicatedDatabase(String name, Node primary, List<Replica> replicas, DatabaseGuard guard, Predicate<Throwable> outage,
            ConsistencyConfig config,
            Clock clock,
            LongSupplier nanoTime, MeterRegistry registry) {
        this.name = name;
        this.primary = primary;
        this.replicas = List.copyOf(replicas);
        this.guard = guard;
        this.outage = outage;
        this.config = config;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.lastRead = nanoTime.getAsLong() - config.idle().toNanos();
        this.atPrimary = reads("primary", registry);
        this.atReplica = reads("replica", registry);
        for (Replica replica : replicas) {
            Gauge.builder("database.replica.lag", replica, it -> isIdle() ? Double.NaN : it.lag(nanoTime.getAsLong()))
                    .baseUnit("seconds")
                    .tag("database", name)
                    .tag("replica", replica.node().name())
                    .description("How far a replica is behind; not a number while it does not answer, or nobody reads")
                    .register(registry);
        }
    }

    /// All that may be read, the primary first.
    public List<Node> nodes() {
        return Stream.concat(Stream.of(primary), replicas.stream().map(Replica::node)).toList();
    }

    /// Reads what belongs to the client, and notes for it how far it has seen.
    public <T extends @Nullable Object> Uni<T> readOwn(Function<SqlConnection, Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            ClientView view = ClientView.current();
            return read(view.knows(name) ? choose(view, view.needs(name)) : null, node -> noting(view, node, work));
        });
    }

    /// As [#readOwn(Function)], for work that takes its connection from the node itself. Each try runs in a context of its own: a session of Hibernate that
    /// hangs with one node would else be found again by the next try.
    public <T extends @Nullable Object> Uni<T> readOwnAt(Function<Node, Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            ClientView view = ClientView.current();
            return read(view.knows(name) ? choose(view, view.needs(name)) : null,
                    node -> OwnContext.of(() -> work.apply(node))
                            .call(() -> node.position().invoke(position -> saw(view, position))));
        });
    }

    /// As [#readOwn(Function)], from the primary whatever the client has seen.
    public <T extends @Nullable Object> Uni<T> readLatest(Function<SqlConnection, Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            ClientView view = ClientView.current();
            return readPrimary(node -> noting(view, node, work));
        });
    }

    /// Reads what everybody may see. Nobody is shown anything older than what was written through this process, and a client with a token nothing older
    /// than what it has seen.
    public <T extends @Nullable Object> Uni<T> readShared(Function<SqlConnection, Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            ClientView view = ClientView.current();
            return read(choose(view, Math.max(view.needs(name), lastWritten.get())),
                    view.isKnown() ? node -> noting(view, node, work) : node -> node.pool().withConnection(work));
        });
    }

    /// After when a copy of what is in here must have been taken to be shown to the current request's client; see [ClientView#copiesSince].
    public Instant copiesSince() {
        return ClientView.current().copiesSince(name, clock);
    }

    /// Notes for the current request's client that it has written: from now on it sees nothing older. To be waited for after the commit; does not fail.
    public Uni<Void> noteWrite() {
        ClientView view = ClientView.current();
        return bounded(primary.pool().withConnection(this::written))
                .onFailure()
                .recoverWithItem(this::beyond)
                .invoke(seen -> noteWritten(view, seen))
                .replaceWithVoid();
    }

    /// Where the log ends now, for whoever has just committed on `connection` for several clients; to be noted with [#note]. Does not fail.
    public Uni<Seen> written(SqlConnection connection) {
        return bounded(primary.position(connection))
                .map(this::seen)
                .onFailure()
                .recoverWithItem(this::beyond);
    }

    /// As [#noteWrite], of a position that is known.
    public void note(Seen written) {
        noteWritten(ClientView.current(), written);
    }

    /// Asks everybody how far they are, unless nobody reads or the last time has not ended.
    Uni<Void> ask() {
        if (replicas.isEmpty() || isIdle() || !asking.compareAndSet(false, true)) {
            return Uni.createFrom().voidItem();
        }
        long now = nanoTime.getAsLong();
        return bounded(primary.position()).invoke(position -> primaryWasAt(position, now))
                .onFailure()
                .recoverWithNull()
                .chain(() -> Multi.createFrom().iterable(replicas).onItem().transformToUniAndMerge(this::ask).collect().asList())
                .onTermination()
                .invoke(() -> asking.set(false))
                .replaceWithVoid();
    }

    private Uni<Void> ask(Replica replica) {
        return bounded(replica.node().position())
                .invoke(position -> replica.replayedTo(position, nanoTime.getAsLong()))
                .onFailure()
                .invoke(failure -> replica.failed(failure, nanoTime.getAsLong()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private void primaryWasAt(long position, long nanos) {
        noteHighest(position);
        replicas.forEach(replica -> replica.primaryWasAt(position, nanos));
    }

    private @Nullable Replica choose(ClientView view, long needed) {
        long now = nanoTime.getAsLong();
        boolean wasIdle = isIdle();
        lastRead = now;
        if (replicas.isEmpty() || wasIdle || view.isDamaged()) {
            return null;
        }
        int first = turn.getAndIncrement();
        for (int i = 0; i < replicas.size(); i++) {
            Replica candidate = replicas.get(Math.floorMod(first + i, replicas.size()));
            if (candidate.mayServe(needed, now)) {
                return candidate;
            }
        }
        return null;
    }

    private <T extends @Nullable Object> Uni<T> read(@Nullable Replica replica, Function<Node, Uni<T>> work) {
        if (replica == null) {
            return readPrimary(work);
        }
        atReplica.increment();
        return CallersContext.back(bounded(Uncancelled.uni(() -> work.apply(replica.node()))))
                .onFailure()
                .recoverWithUni(failure -> {
                    if (outage.test(failure)) {
                        replica.failed(failure, nanoTime.getAsLong());
                    }
                    return readPrimary(work);
                });
    }

    private <T extends @Nullable Object> Uni<T> readPrimary(Function<Node, Uni<T>> work) {
        atPrimary.increment();
        return guard.call(() -> work.apply(primary));
    }

    private <T extends @Nullable Object> Uni<T> noting(ClientView view, Node node, Function<SqlConnection, Uni<T>> work) {
        return node.pool()
                .withConnection(connection -> work.apply(connection)
                        .call(() -> node.position(connection).invoke(position -> saw(view, position))));
    }

    private void noteWritten(ClientView view, Seen written) {
        // What is only certainly behind it would keep the whole process from its replicas for long.
        lastWritten.accumulateAndGet(Math.min(written.position(), highest.get()), Math::max);
        view.saw(name, written);
    }

    private void saw(ClientView view, long position) {
        view.saw(name, seen(position));
    }

    private Seen seen(long position) {
        noteHighest(position);
        return new Seen(position, clock.millis());
    }

    /// For a write whose position could not be read: certainly behind it. Without any position known nobody reads a replica yet, and the margin alone
    /// is passed by the first that is.
    private Seen beyond() {
        return new Seen(highest.get() + MARGIN, clock.millis());
    }

    private void noteHighest(long position) {
        highest.accumulateAndGet(position, Math::max);
    }

    private boolean isIdle() {
        return nanoTime.getAsLong() - lastRead >= config.idle().toNanos();
    }

    private <T extends @Nullable Object> Uni<T> bounded(Uni<T> work) {
        return work.ifNoItem().after(config.patience()).fail();
    }

    private Counter reads(String where, MeterRegistry registry) {
        return Counter.builder("database.reads").tag("database", name).tag("at", where)
                .description("Reads that a replica might have served")
                .register(registry);
    }
}
