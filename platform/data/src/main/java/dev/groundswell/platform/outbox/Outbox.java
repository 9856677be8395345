package dev.groundswell.platform.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jboss.logging.Logger;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;

import dev.groundswell.platform.events.EventSender;
import dev.groundswell.platform.events.OutgoingEvent;

/// The outbox of one database. An event is inserted in the transaction that decides it, published right after the commit,
/// and deleted when Kafka has acknowledged it. A crash in between leaves the row, and [#sweep] publishes it: at least once, never lost.
///
/// Thread-safe; lives as long as the database's pool.
public final class Outbox {

    private static final Logger LOG = Logger.getLogger(Outbox.class);

    private final Pool database;
    private final EventSender sender;
    private final OutboxConfig config;
    private final Queue<OutboxRow> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final AtomicBoolean publishing = new AtomicBoolean();
    private final AtomicBoolean sweeping = new AtomicBoolean();

    public Outbox(Pool database, EventSender sender, OutboxConfig config) {
        this.database = database;
        this.sender = sender;
        this.config = config;
    }

    /// Inserts the events in the caller's transaction with one statement. Emits the rows, to be given to [#publish] after the commit.
    public Uni<List<OutboxRow>> insert(SqlClient transaction, List<OutgoingEvent> events) {
        return events.isEmpty() ? Uni.createFrom().item(List.of()) : OutboxTable.insert(transaction, events);
    }

    /// Takes rows whose transaction has committed and publishes them in the background, in batches: while one is under way the next gathers.
    public void publish(List<OutboxRow> committed) {
        for (OutboxRow row : committed) {
            if (waitingCount.get() >= config.waiting()) {
                break;
            }
            waitingCount.incrementAndGet();
            waiting.add(row);
        }
        publishWaiting();
    }

    /// Publishes the rows that were forgotten, batch by batch: by a crash, by Kafka's absence, or for want of room in memory.
    public Uni<Void> sweep() {
        if (!sweeping.compareAndSet(false, true)) {
            return Uni.createFrom().voidItem();
        }
        return sweepBatch()
                .onTermination()
                .invoke(() -> sweeping.set(false));
    }

    private Uni<Void> sweepBatch() {
        return OutboxTable.claim(database, config.sweepAfter(), config.batch())
                .chain(rows -> sendAndDelete(rows).chain(() -> rows.size() < config.batch() ? Uni.createFrom().voidItem() : sweepBatch()));
    }

    private void publishWaiting() {
        if (waiting.isEmpty() || !publishing.compareAndSet(false, true)) {
            return;
        }
        sendAndDelete(takeBatch()).subscribe().with(done -> publishNext(), failure -> {
            LOG.warnf("outbox: left to the sweeper: %s", failure.getMessage());
            publishNext();
        });
    }

    private void publishNext() {
        publishing.set(false);
        publishWaiting();
    }

    private List<OutboxRow> takeBatch() {
        List<OutboxRow> batch = new ArrayList<>();
        OutboxRow row;
        while (batch.size() < config.batch() && (row = waiting.poll()) != null) {
            batch.add(row);
        }
        waitingCount.addAndGet(-batch.size());
        return batch;
    }

    /// Rows that Kafka did not acknowledge stay; the others go, even if a neighbour failed.
    private Uni<Void> sendAndDelete(List<OutboxRow> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Multi.createFrom()
                .iterable(rows)
                .onItem()
                .transformToUni(this::send)
                .merge(rows.size())
                .collect()
                .asList()
                .chain(this::deleteSent);
    }

    private Uni<Long> send(OutboxRow row) {
        return sender.send(row.event())
                .replaceWith(row.id())
                .onFailure()
                .invoke(failure -> LOG.warnf("outbox: %s not published yet: %s", row.event().id(), failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> deleteSent(List<Long> sent) {
        return sent.isEmpty() ? Uni.createFrom().voidItem() : OutboxTable.delete(database, sent);
    }
}
