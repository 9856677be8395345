package dev.groundswell.gateway.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.vertx.core.MultiMap;

/// Which requests a kept answer is for: the fields its `Vary` names, as the request it answered had them (RFC 9111, section 4.1). Immutable.
///
/// @param selecting the fields' names in lower case, each once, sorted
/// @param values what the request had there; `null` for a field it had not
public record Variant(List<String> selecting, List<@Nullable String> values) {

    private static final String ACCEPT_LANGUAGE = "accept-language";

    /// The variant an answer is, which does not vary by everything: [Storing] has let no such answer in.
    public static Variant of(MultiMap asked, MultiMap answer) {
        List<String> selecting = selecting(answer);
        return new Variant(selecting, values(selecting, asked));
    }

    public boolean isFor(MultiMap asked) {
        return selecting.isEmpty() || values.equals(values(selecting, asked));
    }

    /// The variant of the same fields that a request is for: equal to this one if its answer is.
    public Variant selectedBy(MultiMap asked) {
        return selecting.isEmpty() ? this : new Variant(selecting, values(selecting, asked));
    }

    /// What tells a request from others where answers vary like this one; empty where they do not.
    public String keyOf(MultiMap asked) {
        return selecting.isEmpty() ? "" : selecting + values(selecting, asked).toString();
    }

    /// The names of the request's fields by which answers vary, in lower case; empty when they do not.
    public static List<String> selecting(MultiMap answer) {
        TreeSet<String> names = new TreeSet<>();
        for (String line : answer.getAll("Vary")) {
            for (String name : line.split(",")) {
                if (!name.isBlank()) {
                    names.add(name.strip().toLowerCase(Locale.ROOT));
                }
            }
        }
        return List.copyOf(names);
    }

    private static List<@Nullable String> values(List<String> names, MultiMap headers) {
        List<@Nullable String> values = new ArrayList<>(names.size());
        for (String name : names) {
            List<String> lines = headers.getAll(name);
            String combined = lines.isEmpty() ? null : String.join(",", lines);
            values.add(combined == null ? null : name.equals(ACCEPT_LANGUAGE) ? languages(combined) : withoutBlanksAroundCommas(combined));
        }
        return values;
    }

    /// Blanks around the commas of a list mean nothing (RFC 9110, section 5.6.1), nor does how it is cut into lines; within a quoted string both do.
    private static String withoutBlanksAroundCommas(String field) {
        StringBuilder kept = new StringBuilder(field.length());
        boolean quoted = false;
        int blanks = -1;
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (!quoted && isBlank(c)) {
                blanks = blanks < 0 ? i : blanks;
                continue;
            }
            if (blanks >= 0 && c != ',' && !kept.isEmpty() && kept.charAt(kept.length() - 1) != ',') {
                kept.append(field, blanks, i);
            }
            blanks = -1;
            kept.append(c);
            if (c == '"' && (i == 0 || field.charAt(i - 1) != '\\')) {
                quoted = !quoted;
            }
        }
        return kept.toString();
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /// A set of ranges with weights: neither order nor case nor blanks mean anything (RFC 9110, section 12.5.4; RFC 4647, section 2).
    private static String languages(String field) {
        TreeSet<String> ranges = new TreeSet<>();
        for (String range : field.split(",")) {
            ranges.add(range.replace(" ", "").replace("\t", "").toLowerCase(Locale.ROOT));
        }
        return String.join(",", ranges);
    }
}
