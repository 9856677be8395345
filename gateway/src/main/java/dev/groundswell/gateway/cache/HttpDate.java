package dev.groundswell.gateway.cache;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/// Dates as HTTP writes them (RFC 9110, section 5.6.7): all three formats are read, in any case (RFC 9111, section 4.2), and nothing else. A zone
/// other than `GMT` makes a date invalid for a cache.
final class HttpDate {

    private static final Set<String> SHORT_DAYS = Set.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Set<String> LONG_DAYS = Set.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
    private static final int CENTURY = 100;
    /// A two-digit year that seems to be further away than this is of the century before.
    private static final int FARTHEST = 50;

    private static final DateTimeFormatter IMF_FIXDATE = formatter("dd MMM ", " HH:mm:ss 'GMT'");
    private static final List<DateTimeFormatter> ASCTIME = List.of(formatter("MMM dd HH:mm:ss ", ""), formatter("MMM  d HH:mm:ss ", ""));
    private static final DateTimeFormatter RFC_850 = new DateTimeFormatterBuilder().parseCaseInsensitive()
            .appendPattern("dd-MMM-")
            .appendValueReduced(ChronoField.YEAR, 2, 2, 2000)
            .appendPattern(" HH:mm:ss 'GMT'")
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);

    private HttpDate() {}

    /// @param now decides what century a two-digit year is of
    /// @return `null` for what is no HTTP date
    static @Nullable Instant parse(String text, Instant now) {
        int comma = text.indexOf(',');
        int blank = text.indexOf(' ');
        if (blank < 0) {
            return null;
        }
        if (comma < 0) {
            return dayIs(SHORT_DAYS, text, blank) ? asctime(text.substring(blank + 1)) : null;
        }
        if (blank != comma + 1) {
            return null;
        }
        String rest = text.substring(blank + 1);
        if (dayIs(SHORT_DAYS, text, comma)) {
            return instant(IMF_FIXDATE, rest);
        }
        return dayIs(LONG_DAYS, text, comma) ? recent(instant(RFC_850, rest), now) : null;
    }

    private static boolean dayIs(Set<String> days, String text, int end) {
        return days.contains(text.substring(0, end).toLowerCase(Locale.ROOT));
    }

    private static @Nullable Instant asctime(String rest) {
        for (DateTimeFormatter format : ASCTIME) {
            Instant date = instant(format, rest);
            if (date != null) {
                return date;
            }
        }
        return null;
    }

    private static @Nullable Instant recent(@Nullable Instant date, Instant now) {
        if (date == null) {
            return null;
        }
        LocalDateTime read = LocalDateTime.ofInstant(date, ZoneOffset.UTC);
        LocalDateTime farthest = LocalDateTime.ofInstant(now, ZoneOffset.UTC).plusYears(FARTHEST);
        return (read.isAfter(farthest) ? read.minusYears(CENTURY) : read).toInstant(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(DateTimeFormatter format, String text) {
        try {
            return LocalDateTime.parse(text, format).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /// With a year of exactly four digits in between.
    private static DateTimeFormatter formatter(String before, String after) {
        return new DateTimeFormatterBuilder().parseCaseInsensitive()
                .appendPattern(before)
                .appendValue(ChronoField.YEAR, 4)
                .appendPattern(after)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }
}
