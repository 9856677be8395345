package dev.groundswell.platform.outbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.groundswell.platform.database.Uncancelled;
import dev.groundswell.platform.events.EventSender;
import dev.groundswell.platform.events.OutgoingEvent;

/// The outbox of one database. An event is inserted in the transaction that decides it, published right after the commit,
/// and deleted when Kafka has acknowledged it. A crash in between leaves the row, and [#sweep] publishes it: at least once, never lost.
///
/// While Kafka is away this holds a bounded number of rows in memory and has two batches at most in the producer, each row once; all others wait in
/// their table. Once holds for this process alone: a sweep of another cannot know what waits here and sends it as well when its claim has run out.
/// Thread-safe; lives as long as the database's pool.
public final class Outbox {

    private static final Logger LOG = Logger.getLogger(Outbox.class);

    private final Pool database;
    private final EventSender sender;
    private final OutboxConfig config;
    private final Queue<OutboxRow> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final AtomicLong waitingBytes = new AtomicLong();
    /// Rows that wait here, or that were sent and of which Kafka has not said yet what became of them: a sweep would send them twice.
    private final Set<Long> held = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean publishing = new AtomicBoolean();
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private final AtomicInteger deletedCount = new AtomicInteger();
    private final AtomicBoolean vacuuming = new AtomicBoolean();

    public Outbox(Pool database, EventSender sender, OutboxConfig config) {
        this.database = database;
        this.sender = sender;
        this.config = config;
    }

    /// Inserts the events in the caller's transaction with one statement. Emits the rows, to be given to [#publish] after the commit.
    public Uni<List<OutboxRow>> insert(SqlConnection transaction, List<OutgoingEvent> events) {
        return events.isEmpty() ? Uni.createFrom().item(List.of()) : OutboxTable.insert(transaction, events);
    }

    /// Takes rows whose transaction has committed and publishes them in the background, in batches: while one is under way the next gathers. A row
    /// that a sweep has found before is left to it.
    public void publish(List<OutboxRow> committed) {
        for (OutboxRow row : committed) {
            if (waitingCount.get() >= config.waiting() || waitingBytes.get() >= config.waitingBytes().asLongValue()) {
                break;
            }
            if (!held.add(row.id())) {
                continue;
            }
            waitingCount.incrementAndGet();
            waitingBytes.addAndGet(row.bytes());
            waiting.add(row);
        }
        publishWaiting();
    }

    /// As [#publish], for rows that a statement of the caller's own has put into the table: they are read first. Completes when they have been taken over; what
    /// cannot be read is left to a sweep, and so is what finds half of the room here taken: many at once must not make others wait for a sweep.
    public Uni<Void> publishStored(List<Long> ids) {
        return ids.isEmpty() || isHalfFull()
                ? Uni.createFrom().voidItem()
                : database.withConnection(connection -> OutboxTable.read(connection, ids))
                        .invoke(this::publish)
                        .replaceWithVoid()
                        .onFailure()
                        .invoke(failure -> LOG.warnf("outbox: left to the sweeper: %s", failure.getMessage()))
                        .onFailure()
                        .recoverWithNull();
    }

    private boolean isHalfFull() {
        return waitingCount.get() >= config.waiting() / 2 || waitingBytes.get() >= config.waitingBytes().asLongValue() / 2;
    }

    /// Publishes the rows that were forgotten, batch by batch: by a crash, by Kafka's absence, or for want of room in memory. Cancelling it does
    /// not end it: what was given to Kafka cannot be taken back, and until Kafka has answered another call does nothing.
    public Uni<Void> sweep() {
        return Uncancelled.uni(this::sweepOnce);
    }

    /// Whether all that was given to [#publish] has been published, or left to a sweep.
    public boolean isQuiet() {
        return held.isEmpty();
    }

    private Uni<Void> sweepOnce() {
        if (!sweeping.compareAndSet(false, true)) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom()
                .deferred(this::sweepBatch)
                .onTermination()
                .invoke(() -> sweeping.set(false));
    }

    private Uni<Void> sweepBatch() {
        return database.withConnection(connection -> OutboxTable.claim(connection, config.sweepAfter(), config.batch()))
                .chain(this::sendForgotten);
    }

    /// When all of them are held here, Kafka is slow or away: those behind them would fare no better.
    private Uni<Void> sendForgotten(List<OutboxRow> claimed) {
        List<OutboxRow> forgotten = claimed.stream().filter(row -> held.add(row.id())).toList();
        Uni<Void> sent = Uni.createFrom().voidItem();
        for (List<OutboxRow> part : parts(forgotten)) {
            sent = sent.chain(() -> sendAndDelete(part));
        }
        return sent
                .onTermination()
                .invoke(() -> release(forgotten))
                .chain(() -> claimed.size() < config.batch() || forgotten.isEmpty() ? Uni.createFrom().voidItem() : sweepBatch());
    }

    private List<List<OutboxRow>> parts(List<OutboxRow> rows) {
        List<List<OutboxRow>> parts = new ArrayList<>();
        Deque<OutboxRow> left = new ArrayDeque<>(rows);
        while (!left.isEmpty()) {
            parts.add(takeBatch(left));
        }
        return parts;
    }

    private void publishWaiting() {
        if (waiting.isEmpty() || !publishing.compareAndSet(false, true)) {
            return;
        }
        List<OutboxRow> batch = takeBatch(waiting);
        waitingCount.addAndGet(-batch.size());
        waitingBytes.addAndGet(-batch.stream().mapToLong(OutboxRow::bytes).sum());
        sendAndDelete(batch)
                .onTermination()
                .invoke(() -> release(batch))
                .subscribe()
                .with(done -> publishNext(), failure -> {
                    LOG.warnf("outbox: left to the sweeper: %s", failure.getMessage());
                    publishNext();
                });
    }

    private void publishNext() {
        publishing.set(false);
        publishWaiting();
    }

    private void release(List<OutboxRow> rows) {
        rows.forEach(row -> held.remove(row.id()));
    }

    private List<OutboxRow> takeBatch(Queue<OutboxRow> rows) {
        List<OutboxRow> batch = new ArrayList<>();
        long bytes = 0;
        OutboxRow row;
        while (batch.size() < config.batch() && bytes < config.batchBytes().asLongValue() && (row = rows.poll()) != null) {
            batch.add(row);
            bytes += row.bytes();
        }
        return batch;
    }

    /// Rows that Kafka did not acknowledge stay; the others go, even if a neighbour failed.
    private Uni<Void> sendAndDelete(List<OutboxRow> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
        return Multi.createFrom()
                .iterable(rows)
                .onItem()
                .transformToUni(row -> send(row, failed))
                .merge(rows.size())
                .collect()
                .asList()
                .invoke(sent -> tell(rows.size() - sent.size(), failed.get()))
                .chain(this::deleteSent);
    }

    private Uni<Long> send(OutboxRow row, AtomicReference<@Nullable Throwable> failed) {
        return sender.send(row.event())
                .replaceWith(row.id())
                .onFailure()
                .invoke(failed::set)
                .onFailure()
                .recoverWithNull();
    }

    private static void tell(int count, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.warnf("outbox: %d events not published yet: %s", count, failure.getMessage());
        }
    }

    private Uni<Void> deleteSent(List<Long> sent) {
        return sent.isEmpty()
                ? Uni.createFrom().voidItem()
                : database.withConnection(connection -> OutboxTable.delete(connection, sent)).invoke(() -> vacuumAfter(sent.size()));
    }

    /// In the background: nobody waits for room.
    private void vacuumAfter(int deleted) {
        if (deletedCount.addAndGet(deleted) >= config.vacuumAfter() && vacuuming.compareAndSet(false, true)) {
            deletedCount.set(0);
            Uni.createFrom()
                    .deferred(() -> database.withConnection(OutboxTable::vacuum))
                    .onTermination()
                    .invoke(() -> vacuuming.set(false))
                    .subscribe()
                    .with(done -> LOG.debug("outbox: vacuumed"), failure -> LOG.debugf("outbox: not vacuumed: %s", failure.getMessage()));
        }
    }
}
