package dev.groundswell.local.shards;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.groundswell.local.command.UsageException;

/// Sets of slots in words, like `0-99,480`.
final class SlotRanges {
    static final int SLOTS = 960;

    private static final Pattern RANGE = Pattern.compile("([0-9]{1,3})(?:-([0-9]{1,3}))?");

    private SlotRanges() {}

    /// Each slot once, in their order. Fails with [UsageException].
    static List<Integer> parse(String text) {
        SortedSet<Integer> slots = new TreeSet<>();
        for (String word : text.split(",", -1)) {
            Matcher form = RANGE.matcher(word.strip());
            if (!form.matches()) {
                throw impossible(text);
            }
            int first = Integer.parseInt(form.group(1));
            int last = form.group(2) == null ? first : Integer.parseInt(form.group(2));
            if (first > last || last >= SLOTS) {
                throw impossible(text);
            }
            for (int slot = first; slot <= last; slot++) {
                slots.add(slot);
            }
        }
        return List.copyOf(slots);
    }

    /// `0-99,480`, or `none`.
    static String text(Collection<Integer> slots) {
        if (slots.isEmpty()) {
            return "none";
        }
        List<String> ranges = new ArrayList<>();
        int first = -1;
        int last = -1;
        for (int slot : new TreeSet<>(slots)) {
            if (first >= 0 && slot != last + 1) {
                ranges.add(range(first, last));
                first = slot;
            }
            first = first < 0 ? slot : first;
            last = slot;
        }
        ranges.add(range(first, last));
        return String.join(",", ranges);
    }

    /// For SQL: `'{0,1}'::smallint[]`. Numbers need no quoting, and COPY takes no parameters.
    static String sql(Collection<Integer> slots) {
        return slots.stream().map(String::valueOf).collect(Collectors.joining(",", "'{", "}'::smallint[]"));
    }

    /// `slot 7` or `240 slots`.
    static String count(Collection<Integer> slots) {
        return slots.size() == 1 ? "slot " + slots.iterator().next() : slots.size() + " slots";
    }

    private static String range(int first, int last) {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }

    private static UsageException impossible(String text) {
        return new UsageException("slots must read like 0-99,480 and lie in 0-" + (SLOTS - 1) + ", was " + text);
    }
}
