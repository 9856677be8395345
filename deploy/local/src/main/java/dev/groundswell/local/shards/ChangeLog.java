package dev.groundswell.local.shards;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The changes that one shard has noted of slots that leave it, applied to the shard they come to. A note names a row, not what became of it: what is
/// copied is the row as it is now, so that notes may be applied in any order and more than once.
final class ChangeLog {
    private final Shard from;
    private final Shard to;

    ChangeLog(Shard from, Shard to) {
        this.from = from;
        this.to = to;
    }

    record Note(long id, String table, List<String> key) {}

    /// Some of what is noted. Never asked for what comes after the last one seen: ids are given before commits, and come into sight out of order.
    List<Note> read(Collection<Integer> slots, int most) {
        return from.list("SELECT id, place, key FROM slot_changes WHERE slot = ANY(" + SlotRanges.sql(slots) + ") ORDER BY id LIMIT ?",
                row -> new Note(row.getLong(1), row.getString(2), List.of((String[]) row.getArray(3).getArray())), most);
    }

    /// Makes these rows in the one shard what they are in the other, in the caller's transaction.
    void apply(List<Note> notes) {
        for (SlotTable table : SlotTable.ALL) {
            Set<List<String>> keys = notes.stream().filter(note -> note.table().equals(table.name())).map(Note::key)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            if (!keys.isEmpty()) {
                replace(table, List.copyOf(keys));
            }
        }
    }

    /// Deletes exactly these: others have come since.
    void forget(List<Note> notes) {
        if (!notes.isEmpty()) {
            from.run("DELETE FROM slot_changes WHERE id = ANY(?)", notes.stream().map(Note::id).toList());
        }
    }

    private void replace(SlotTable table, List<List<String>> keys) {
        Object[] columns = IntStream.range(0, table.key().size()).mapToObj(i -> keys.stream().map(key -> key.get(i)).toList()).toArray();
        List<String> rows = from.list(
                "SELECT row_to_json(t)::text FROM " + table.name() + " t JOIN " + table.wanted() + " ON " + table.isWanted(),
                row -> row.getString(1), columns);
        to.run("DELETE FROM " + table.name() + " t USING " + table.wanted() + " WHERE " + table.isWanted(), columns);
        if (!rows.isEmpty()) {
            // By their names: shards may have got their columns in different orders.
            to.run("INSERT INTO %1$s SELECT * FROM json_populate_recordset(NULL::%1$s, ?::json)".formatted(table.name()),
                    "[" + String.join(",", rows) + "]");
        }
    }
}
