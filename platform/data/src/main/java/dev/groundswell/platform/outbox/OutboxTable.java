package dev.groundswell.platform.outbox;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.groundswell.platform.events.OutgoingEvent;
import dev.groundswell.platform.events.Topic;

/// The statements on the table `outbox(id, topic, event_id, key, slot, occurred_at, value, traceparent, created_at, claimed_at)`,
/// which every service's own migration creates.
final class OutboxTable {

    private static final String INSERT = """
            INSERT INTO outbox (topic, event_id, key, slot, occurred_at, value, traceparent)
            SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::smallint[], $5::timestamptz[], $6::bytea[], $7::text[])
            RETURNING id
            """;
    private static final String READ = """
            SELECT id, topic, event_id, key, slot, occurred_at, value, traceparent FROM outbox WHERE id = ANY($1) ORDER BY id
            """;
    private static final String DELETE = "DELETE FROM outbox WHERE id = ANY($1)";
    /// Claims by lease: whoever claimed and died leaves the rows to the next sweep after the lease. Ids commit out of order, so age decides, never `id > last`.
    private static final String CLAIM = """
            WITH due AS MATERIALIZED (
                SELECT id FROM outbox
                WHERE created_at < now() - make_interval(secs => $1) AND (claimed_at IS NULL OR claimed_at < now() - make_interval(secs => $1))
                ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED
            )
            UPDATE outbox SET claimed_at = now() FROM due WHERE outbox.id = due.id
            RETURNING outbox.id, topic, event_id, key, slot, occurred_at, value, traceparent
            """;

    /// Without giving pages back to the system, which would lock out everybody for a moment; when somebody else is at it, nothing.
    private static final String VACUUM = "VACUUM (SKIP_LOCKED, TRUNCATE false) outbox";

    private OutboxTable() {}

    static Uni<List<OutboxRow>> insert(SqlConnection transaction, List<OutgoingEvent> events) {
        int count = events.size();
        String[] topics = new String[count];
        String[] ids = new String[count];
        String[] keys = new String[count];
        @Nullable
        Short[] slots = new @Nullable Short[count];
        OffsetDateTime[] times = new OffsetDateTime[count];
        Buffer[] values = new Buffer[count];
        @Nullable
        String[] traces = new @Nullable String[count];
        for (int i = 0; i < count; i++) {
            OutgoingEvent event = events.get(i);
            Integer slot = event.slot();
            topics[i] = event.topic().baseName();
            ids[i] = event.id();
            keys[i] = event.key();
            slots[i] = slot == null ? null : slot.shortValue();
            times[i] = event.time().atOffset(ZoneOffset.UTC);
            values[i] = Buffer.buffer(event.value());
            traces[i] = event.traceparent();
        }
        return transaction.preparedQuery(INSERT)
                .execute(Tuple.from(List.of(topics, ids, keys, slots, times, values, traces)))
                .map(rows -> numbered(rows, events));
    }

    static Uni<List<OutboxRow>> read(SqlConnection database, List<Long> ids) {
        return database.preparedQuery(READ).execute(Tuple.of(ids.toArray(Long[]::new))).map(OutboxTable::rows);
    }

    static Uni<Void> delete(SqlConnection database, List<Long> ids) {
        return database.preparedQuery(DELETE).execute(Tuple.of(ids.toArray(Long[]::new))).replaceWithVoid();
    }

    static Uni<List<OutboxRow>> claim(SqlConnection database, Duration age, int limit) {
        return database.preparedQuery(CLAIM).execute(Tuple.of((double) age.toMillis() / 1_000, limit)).map(OutboxTable::rows);
    }

    /// Frees the room of deleted rows for new ones.
    static Uni<Void> vacuum(SqlConnection database) {
        return database.query(VACUUM).execute().replaceWithVoid();
    }

    /// `INSERT … SELECT … FROM unnest` keeps the arrays' order, and so do the ids it returns.
    private static List<OutboxRow> numbered(RowSet<Row> ids, List<OutgoingEvent> events) {
        List<OutboxRow> rows = new ArrayList<>(events.size());
        RowIterator<Row> iterator = ids.iterator();
        for (OutgoingEvent event : events) {
            rows.add(new OutboxRow(iterator.next().getLong(0), event));
        }
        return rows;
    }

    private static List<OutboxRow> rows(RowSet<Row> found) {
        List<OutboxRow> rows = new ArrayList<>(found.size());
        for (Row row : found) {
            Short slot = row.getShort("slot");
            rows.add(new OutboxRow(row.getLong("id"),
                    new OutgoingEvent(Topic.named(row.getString("topic")), row.getString("event_id"), row.getString("key"),
                            slot == null ? null : slot.intValue(), row.getOffsetDateTime("occurred_at").toInstant(),
                            row.getBuffer("value").getBytes(),
                            row.getString("traceparent"))));
        }
        return rows;
    }
}
