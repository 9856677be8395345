package dev.groundswell.local.token;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A time to live as people write it: `5s`, `10m`, `1h`, `2d`.
final class Ttl {
    /// Ten years: enough for any test, and no overflow.
    private static final Duration MOST = Duration.ofDays(3650);
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})([smhd])");

    private Ttl() {}

    static Optional<Duration> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(form.group(1));
        Duration ttl = switch (form.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
        return ttl.isZero() || ttl.compareTo(MOST) > 0 ? Optional.empty() : Optional.of(ttl);
    }
}
