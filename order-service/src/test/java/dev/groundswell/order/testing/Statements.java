package dev.groundswell.order.testing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.vertx.mutiny.sqlclient.Row;

/// Counts the statements that the shards have run, whoever sent them and by whatever client, as PostgreSQL itself does (`pg_stat_statements`).
public final class Statements {

    /// What comes by the clock, and what belongs to transactions and to this.
    private static final List<String> OF_OTHERS = List.of("outbox", "overdue_at <", "FROM shards", "pg_stat",
            "pg_last_wal_replay_lsn", "BEGIN", "COMMIT", "ROLLBACK", "DEALLOCATE");
    /// As do looks at owners and the signs of life of unused connections, whose texts are parts of others.
    private static final Set<String> OF_THE_CLOCK = Set.of("SELECT slot FROM slot_owner", "SELECT $1");
    /// The one with which orders are accepted is about the outbox, too.
    private static final String ACCEPT = "idempotency_keys";

    private Statements() {}

    /// What `work` takes, by the statements' texts.
    public static Map<String, Long> of(Runnable work) {
        Map<String, Long> before = all();
        work.run();
        Map<String, Long> after = all();
        Map<String, Long> taken = new TreeMap<>();
        after.forEach((text, calls) -> {
            long more = calls - before.getOrDefault(text, 0L);
            if (more > 0 && (text.contains(ACCEPT) || !OF_THE_CLOCK.contains(text) && OF_OTHERS.stream().noneMatch(text::contains))) {
                taken.put(text, more);
            }
        });
        return taken;
    }

    /// How many `work` takes.
    public static long count(Runnable work) {
        return of(work).values().stream().mapToLong(Long::longValue).sum();
    }

    private static Map<String, Long> all() {
        Map<String, Long> calls = new TreeMap<>();
        for (Row row : Shards.rowsOfTheFirst("""
                SELECT query, sum(calls)::bigint FROM pg_stat_statements JOIN pg_database ON pg_database.oid = dbid
                WHERE datname LIKE 'orders%' AND toplevel GROUP BY query
                """)) {
            calls.put(row.getString(0), row.getLong(1));
        }
        return calls;
    }
}
