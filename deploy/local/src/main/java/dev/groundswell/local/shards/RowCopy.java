package dev.groundswell.local.shards;

import java.util.Collection;
import java.util.List;

import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

import dev.groundswell.local.process.LaunchException;

/// Many rows of some slots at once.
final class RowCopy {
    /// About a megabyte of a table: some thousand rows are deleted in one transaction.
    private static final long BLOCKS = 128;

    private RowCopy() {}

    /// Streams a table's rows of these slots from one shard to the other, in one transaction of each. Returns how many they were.
    static long copy(SlotTable table, Collection<Integer> slots, Shard from, Shard to) {
        String columns = String.join(", ", columns(table, from, to));
        String read = "COPY (SELECT %s FROM %s WHERE slot = ANY(%s)) TO STDOUT (FORMAT binary)".formatted(columns, table.name(),
                SlotRanges.sql(slots));
        String write = "COPY %s (%s) FROM STDIN (FORMAT binary)".formatted(table.name(), columns);
        return from.call(source -> to.call(target -> {
            CopyOut out = source.unwrap(PGConnection.class).getCopyAPI().copyOut(read);
            CopyIn in = target.unwrap(PGConnection.class).getCopyAPI().copyIn(write);
            try {
                for (byte[] bytes = out.readFromCopy(); bytes != null; bytes = out.readFromCopy()) {
                    in.writeToCopy(bytes, 0, bytes.length);
                }
                return in.endCopy();
            } finally {
                if (in.isActive()) {
                    in.cancelCopy();
                }
                if (out.isActive()) {
                    out.cancelCopy();
                }
            }
        }));
    }

    /// Deletes a table's rows of these slots, block by block of the table, so that each transaction is small and each row is looked at once. Nobody may
    /// be inserting rows of them. Returns how many they were.
    static long delete(SlotTable table, Collection<Integer> slots, Shard shard) {
        long blocks = shard.list("SELECT pg_relation_size(?::regclass) / current_setting('block_size')::bigint", row -> row.getLong(1),
                table.name()).getFirst();
        long deleted = 0;
        for (long block = 0; block < blocks; block += BLOCKS) {
            deleted += shard
                    .count("DELETE FROM %s WHERE ctid >= '(%d,0)' AND ctid < '(%d,0)' AND slot = ANY(%s)".formatted(table.name(), block,
                            block + BLOCKS, SlotRanges.sql(slots)));
        }
        return deleted;
    }

    private static List<String> columns(SlotTable table, Shard from, Shard to) {
        List<String> columns = columns(table, from);
        if (!columns.equals(columns(table, to))) {
            throw new LaunchException(from.name() + " and " + to.name() + " differ in the columns of " + table.name()
                    + ": apply the migrations to both first");
        }
        return columns;
    }

    private static List<String> columns(SlotTable table, Shard shard) {
        return shard.list("""
                SELECT column_name FROM information_schema.columns
                WHERE table_schema = current_schema() AND table_name = ? ORDER BY column_name
                """, row -> row.getString(1), table.name());
    }
}
