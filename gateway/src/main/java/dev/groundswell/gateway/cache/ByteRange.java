package dev.groundswell.gateway.cache;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.vertx.core.MultiMap;

/// The part of a kept body that a request wants (RFC 9110, section 14).
///
/// @param from the first byte
/// @param to the byte behind the last; not above `from` for a part that is not there
public record ByteRange(int from, int to) {

    private static final String UNIT = "bytes=";

    /// What `Range` asks for, `null` when the whole answer is to be served: without the field, for several parts, which we need not put together
    /// (section 14.2), for what is no range, and when `If-Range` names another answer (section 13.1.5).
    ///
    /// @param length the whole body's
    /// @param received when the kept answer came
    public static @Nullable ByteRange of(MultiMap asked, MultiMap kept, int length, Instant received) {
        String range = asked.get("Range");
        if (range == null || !range.regionMatches(true, 0, UNIT, 0, UNIT.length()) || range.indexOf(',') >= 0
                || !appliesTo(kept, asked.get("If-Range"), received)) {
            return null;
        }
        String spec = range.substring(UNIT.length()).strip();
        int dash = spec.indexOf('-');
        if (dash < 0) {
            return null;
        }
        return dash == 0 ? suffix(spec.substring(1), length) : between(spec.substring(0, dash), spec.substring(dash + 1), length);
    }

    public boolean isEmpty() {
        return to <= from;
    }

    private static @Nullable ByteRange suffix(String count, int length) {
        long last = WholeNumber.parse(count);
        return last < 0 ? null : new ByteRange((int) Math.max(0, length - last), length);
    }

    private static @Nullable ByteRange between(String first, String last, int length) {
        long from = WholeNumber.parse(first);
        long to = last.isEmpty() ? length - 1L : WholeNumber.parse(last);
        if (from < 0 || !last.isEmpty() && to < from) {
            return null;
        }
        return new ByteRange((int) from, (int) Math.min(length, to + 1));
    }

    /// Strong comparison, or a date that is the kept one's to the second and at least a second before it was made (RFC 9110, section 8.8.2.2).
    private static boolean appliesTo(MultiMap kept, @Nullable String condition, Instant received) {
        if (condition == null) {
            return true;
        }
        if (condition.startsWith("\"")) {
            return condition.equals(kept.get("ETag"));
        }
        Instant wanted = HttpDate.parse(condition, received);
        Instant changed = date(kept, "Last-Modified", received);
        Instant made = date(kept, "Date", received);
        return wanted != null && wanted.equals(changed) && made != null && made.isAfter(changed);
    }

    private static @Nullable Instant date(MultiMap kept, String name, Instant received) {
        String text = kept.get(name);
        return text == null ? null : HttpDate.parse(text, received);
    }
}
