package dev.groundswell.gateway.cache;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.greenbytes.http.sfv.BooleanItem;
import org.greenbytes.http.sfv.Dictionary;
import org.greenbytes.http.sfv.IntegerItem;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.ParseException;
import org.greenbytes.http.sfv.Parser;

/// A targeted cache control field (RFC 9213), which is a structured field and nothing else: one mistake, and none of it counts.
final class TargetedField {

    private static final Set<String> SECONDS = Set.of("max-age", "s-maxage", "stale-while-revalidate", "stale-if-error");

    private TargetedField() {}

    /// The directives by name, those without an argument with an empty one. None at all for a field that is empty, malformed, or says something
    /// other than a number where seconds belong: whoever wrote it meant something else than we would understand.
    static Map<String, String> read(List<String> lines) {
        if (lines.isEmpty()) {
            return Map.of();
        }
        try {
            return directives(new Parser(lines).parseDictionary());
        } catch (ParseException e) {
            return Map.of();
        }
    }

    private static Map<String, String> directives(Dictionary dictionary) {
        Map<String, String> values = new HashMap<>();
        for (Map.Entry<String, ListElement<? extends Object>> member : dictionary.get().entrySet()) {
            String name = member.getKey();
            ListElement<?> value = member.getValue();
            if (SECONDS.contains(name)) {
                if (!(value instanceof IntegerItem seconds)) {
                    return Map.of();
                }
                values.put(name, Long.toString(seconds.getAsLong()));
            } else if (!(value instanceof BooleanItem flag) || flag.get()) {
                values.put(name, "");
            }
        }
        return values;
    }
}
