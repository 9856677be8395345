package dev.groundswell.gateway.cache;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.vertx.core.MultiMap;

import dev.groundswell.platform.http.EntityTag;

/// A client's own conditions, held against a kept answer (RFC 9110, section 13.2.2; RFC 9111, section 4.3.2).
public final class Conditions {

    private Conditions() {}

    /// Whether the client has what is kept, so that a GET or HEAD is answered with a 304.
    ///
    /// @param asked the request's headers
    /// @param kept the kept answer's
    /// @param received when the kept answer came, which stands for its date when it has none
    public static boolean isNotModified(MultiMap asked, MultiMap kept, Instant received) {
        List<String> tags = asked.getAll("If-None-Match");
        if (!tags.isEmpty()) {
            // Alone decisive when it is there (RFC 9110, section 13.1.3).
            return matches(String.join(", ", tags), kept.get("ETag"));
        }
        List<String> since = asked.getAll("If-Modified-Since");
        Instant known = since.size() == 1 ? HttpDate.parse(since.getFirst(), received) : null;
        return known != null && !lastChange(kept, received).isAfter(known);
    }

    /// Weak comparison (RFC 9110, section 8.8.3.2).
    private static boolean matches(String tags, @Nullable String kept) {
        if (kept == null) {
            return tags.strip().equals("*");
        }
        return EntityTag.matchesWeakly(tags, kept.startsWith("W/") ? kept.substring(2) : kept);
    }

    private static Instant lastChange(MultiMap kept, Instant received) {
        Instant changed = date(kept, "Last-Modified", received);
        Instant made = changed == null ? date(kept, "Date", received) : changed;
        return made == null ? received : made;
    }

    private static @Nullable Instant date(MultiMap headers, String name, Instant now) {
        String text = headers.get(name);
        return text == null ? null : HttpDate.parse(text, now);
    }
}
