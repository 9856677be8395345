package dev.groundswell.local.dlq;

import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeSet;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/// What of a dead-letter topic has been sent back: everything before an offset, and single records after it. Kept by Kafka as the offset the
/// tool's group has committed, the single ones in its metadata. Immutable.
///
/// @param next the first that may not have been sent back
/// @param single those after it that have
record Replayed(long next, SortedSet<Long> single) {

    /// Kafka takes 4,096 bytes of metadata by default.
    private static final int MOST_CHARACTERS = 4_000;

    static Replayed from(@Nullable OffsetAndMetadata committed) {
        if (committed == null) {
            return new Replayed(0, new TreeSet<>());
        }
        TreeSet<Long> single = new TreeSet<>();
        for (String part : committed.metadata().split(",", -1)) {
            if (!part.isBlank()) {
                String[] ends = part.split("-", 2);
                for (long offset = Long.parseLong(ends[0]); offset <= Long.parseLong(ends[ends.length - 1]); offset++) {
                    single.add(offset);
                }
            }
        }
        return new Replayed(committed.offset(), single);
    }

    boolean has(long offset) {
        return offset < next || single.contains(offset);
    }

    /// With everything up to this one.
    Replayed through(long offset) {
        return settled(Math.max(next, offset + 1), single);
    }

    /// With this one as well.
    Replayed with(long offset) {
        SortedSet<Long> more = new TreeSet<>(single);
        more.add(offset);
        return settled(next, more);
    }

    /// Whether Kafka can remember it.
    boolean fits() {
        return metadata().length() <= MOST_CHARACTERS;
    }

    OffsetAndMetadata committed() {
        return new OffsetAndMetadata(next, metadata());
    }

    private static Replayed settled(long from, SortedSet<Long> single) {
        long next = from;
        TreeSet<Long> left = new TreeSet<>(single.tailSet(from));
        while (left.remove(next)) {
            next++;
        }
        return new Replayed(next, left);
    }

    /// Runs as `3-7`, so that many in a row take little room.
    private String metadata() {
        StringJoiner text = new StringJoiner(",");
        long begin = -1;
        long end = -1;
        for (long offset : single) {
            if (begin >= 0 && offset > end + 1) {
                text.add(begin == end ? Long.toString(begin) : begin + "-" + end);
                begin = -1;
            }
            begin = begin < 0 ? offset : begin;
            end = offset;
        }
        if (begin >= 0) {
            text.add(begin == end ? Long.toString(begin) : begin + "-" + end);
        }
        return text.toString();
    }
}
