package dev.groundswell.gateway.cache;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.vertx.core.MultiMap;

/// The directives of a message: of its `Cache-Control` (RFC 9111, section 5.2) or of the field that is meant for us. Immutable.
///
/// Names are matched in any case; of a directive that comes twice the first counts (section 4.2.1). An element that is no directive, such as one
/// with a blank before its `=`, is as good as absent; a directive hidden in a quoted string is none.
public final class Directives {

    public static final Directives NONE = new Directives(Map.of(), false);

    private final Map<String, String> values;
    private final boolean targeted;

    private Directives(Map<String, String> values, boolean targeted) {
        this.values = values;
        this.targeted = targeted;
    }

    /// What an answer says to us: its `CDN-Cache-Control`, or without a usable one its `Cache-Control` (RFC 9213, section 2.2).
    public static Directives ofAnswer(MultiMap headers) {
        Map<String, String> values = TargetedField.read(headers.getAll("CDN-Cache-Control"));
        return values.isEmpty() ? of(headers.getAll("Cache-Control")) : new Directives(values, true);
    }

    /// What several field lines say together, in their order.
    public static Directives of(List<String> lines) {
        if (lines.isEmpty()) {
            return NONE;
        }
        Map<String, String> values = new HashMap<>();
        for (String line : lines) {
            int from = 0;
            while (from < line.length()) {
                int to = endOfElement(line, from);
                add(line.substring(from, to).strip(), values);
                from = to + 1;
            }
        }
        return new Directives(values, false);
    }

    /// Whether they were written for caches like us. Then `Expires` does not count (RFC 9213, section 2.2).
    public boolean areTargeted() {
        return targeted;
    }

    /// Whether the directive is there, with or without an argument. `private="Field"` counts as `private`, which is the careful reading
    /// that section 5.2.2.7 allows; so does `no-cache="Field"`.
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /// Whether the directive is there and has an argument.
    public boolean hasArgument(String name) {
        String value = values.get(name);
        return value != null && !value.isEmpty();
    }

    /// The argument in seconds; 0 for one that is no number, since freshness that cannot be read is none (section 4.2.1); `null` for a
    /// directive that is absent.
    @Nullable
    Long seconds(String name) {
        String value = values.get(name);
        return value == null ? null : Math.max(0, WholeNumber.parse(value));
    }

    private static void add(String element, Map<String, String> values) {
        int equals = element.indexOf('=');
        String name = equals < 0 ? element : element.substring(0, equals);
        if (isToken(name)) {
            values.putIfAbsent(name.toLowerCase(Locale.ROOT), equals < 0 ? "" : unquoted(element.substring(equals + 1)));
        }
    }

    /// The comma that ends the element, or the line's end; commas within a quoted string end nothing (RFC 9110, section 5.6.4).
    private static int endOfElement(String line, int from) {
        boolean quoted = false;
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                return i;
            }
        }
        return line.length();
    }

    private static String unquoted(String argument) {
        if (argument.length() < 2 || argument.charAt(0) != '"' || argument.charAt(argument.length() - 1) != '"') {
            return argument;
        }
        StringBuilder text = new StringBuilder(argument.length());
        for (int i = 1; i < argument.length() - 1; i++) {
            char c = argument.charAt(i);
            text.append(c == '\\' && i + 1 < argument.length() - 1 ? argument.charAt(++i) : c);
        }
        return text.toString();
    }

    private static boolean isToken(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean allowed = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
            if (!allowed) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
