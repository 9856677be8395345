package dev.groundswell.testbed.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.util.RawValue;

import dev.groundswell.testbed.contract.Contract;

/// All the ways in which a valid body can be made invalid in one place: each constraint of its schema broken once, and JSON's own rules. Immutable.
final class Breaks {

    private static final int BAD = 400;
    private static final int INVALID = 422;
    private static final Map<String, String> SAMPLES = Map.of("string", "\"text\"", "integer", "7", "number", "1.5", "boolean", "true",
            "array",
            "[]", "object", "{}");

    private final Contract contract;
    private final ObjectMapper json = new ObjectMapper();

    Breaks(Contract contract) {
        this.contract = contract;
    }

    /// A body that must be refused.
    ///
    /// @param what is broken, in words
    /// @param status it is refused with
    record Broken(String what, String text, int status) {}

    /// One place to be changed.
    ///
    /// @param raw JSON in the place of what is there; empty to take it away
    private record Change(String pointer, String what, String raw, int status) {}

    /// Each constraint of the schema that the value obeys, broken once.
    List<Broken> of(JsonNode schema, JsonNode valid) {
        List<Change> changes = new ArrayList<>();
        collect(schema, valid, "", changes);
        return changes.stream().map(change -> new Broken(change.what + " at " + (change.pointer.isEmpty() ? "the top" : change.pointer),
                applied(valid, change), change.status)).toList();
    }

    /// What is no JSON, or JSON nobody may send.
    List<Broken> ofText(String valid) {
        String members = valid.substring(1, valid.length() - 1);
        String separated = members.isEmpty() ? "" : ", " + members;
        List<Broken> broken = new ArrayList<>();
        Map.of("nothing", "", "a blank", " ", "the end missing", valid.substring(0, valid.length() - 1), "a word after the end",
                valid + " x",
                "a second value", valid + valid, "null", "null", "an array around it", "[" + valid + "]", "a text", "\"text\"", "a comment",
                "/* */" + valid).forEach((what, text) -> broken.add(new Broken(what, text, BAD)));
        Map.of("a trailing comma", "{" + members + ",}", "single quotes", "{'a': 1" + separated + "}", "a bare name",
                "{a: 1" + separated + "}",
                "NaN", "{\"a\": NaN" + separated + "}", "a leading zero", "{\"a\": 01" + separated + "}", "an unknown escape",
                "{\"a\": \"\\x41\"" + separated + "}", "a control character", "{\"a\": \"\u0001\"" + separated + "}", "a nesting bomb",
                "{\"a\": " + "[".repeat(5_000) + "]".repeat(5_000) + separated + "}", "a number of a thousand digits",
                "{\"a\": 1" + "0".repeat(1_001) + separated + "}").forEach((what, text) -> broken.add(new Broken(what, text, 0)));
        if (!members.isEmpty()) {
            broken.add(new Broken("each member twice", "{" + members + ", " + members + "}", BAD));
        }
        return broken;
    }

    private void collect(JsonNode schema, JsonNode value, String at, List<Change> changes) {
        JsonNode rules = rulesFor(schema, value);
        Set<String> types = types(schema);
        if (types.isEmpty() && !rules.has("enum")) {
            return;
        }
        SAMPLES.forEach((type, sample) -> {
            if (!types.contains(type) && !(type.equals("integer") && types.contains("number"))) {
                changes.add(new Change(at, type + " instead of " + types, sample, BAD));
            }
        });
        if (!types.contains("null")) {
            changes.add(new Change(at, "null", "null", at.isEmpty() ? BAD : INVALID));
        }
        if (value.isIntegralNumber()) {
            breakNumber(rules, at, changes);
        } else if (value.isTextual()) {
            breakText(rules, value.asText(), at, changes);
        } else if (value.isArray()) {
            breakArray(rules, value, at, changes);
        } else if (value.isObject()) {
            breakObject(rules, value, at, changes);
        }
    }

    private static void breakNumber(JsonNode rules, String at, List<Change> changes) {
        List.of("1.0", "1e2", "99999999999999999999", "-99999999999999999999", "\"1\"")
                .forEach(raw -> changes.add(new Change(at, raw + " for a whole number", raw, BAD)));
        if (rules.has("minimum")) {
            changes.add(new Change(at, "less than the minimum", String.valueOf(rules.path("minimum").asLong() - 1), INVALID));
            changes.add(new Change(at, "the least number", String.valueOf(Long.MIN_VALUE), INVALID));
        }
        if (rules.has("maximum")) {
            changes.add(new Change(at, "more than the maximum", String.valueOf(rules.path("maximum").asLong() + 1), INVALID));
            changes.add(new Change(at, "the largest number", String.valueOf(Long.MAX_VALUE), INVALID));
        }
    }

    private void breakText(JsonNode rules, String text, String at, List<Change> changes) {
        changes.add(new Change(at, "U+0000", quoted(text.substring(0, text.length() / 2)).replaceAll("\"$", "\\\\u0000\""), INVALID));
        changes.add(new Change(at, "half of a surrogate pair", "\"\\ud83d\"", INVALID));
        if (rules.has("maxLength")) {
            changes.add(new Change(at, "too long", quoted("x".repeat(rules.path("maxLength").asInt() + 1)), INVALID));
        }
        if (rules.path("minLength").asInt() > 0 || rules.has("pattern") || rules.has("format")) {
            changes.add(new Change(at, "empty", "\"\"", INVALID));
        }
        String pattern = rules.path("pattern").asText();
        if (pattern.startsWith("^") || pattern.equals("\\S")) {
            List.of(" ", "\u0007 ", "../x", "x".repeat(65), "é漢 \uD83D\uDE00").stream()
                    .filter(wrong -> !java.util.regex.Pattern.compile(pattern).matcher(wrong).find())
                    .forEach(wrong -> changes.add(new Change(at, "against the pattern", quoted(wrong), INVALID)));
        }
        if (rules.path("format").asText().equals("date-time")) {
            List.of("yesterday", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-01-01", "2026-01-01T00:00:00",
                    "0000-01-01T00:00:00Z",
                    "+10000-01-01T00:00:00Z", "1767225600")
                    .forEach(wrong -> changes.add(new Change(at, "no moment", quoted(wrong), INVALID)));
        }
    }

    private void breakArray(JsonNode rules, JsonNode array, String at, List<Change> changes) {
        if (rules.path("minItems").asInt() > 0) {
            changes.add(new Change(at, "too few", "[]", INVALID));
        }
        if (rules.has("maxItems") && !array.isEmpty()) {
            ArrayNode many = json.createArrayNode();
            for (int i = rules.path("maxItems").asInt(); i >= 0; i--) {
                many.add(array.get(0));
            }
            changes.add(new Change(at, "too many", many.toString(), INVALID));
        }
        if (!array.isEmpty()) {
            int last = array.size() - 1;
            collect(rules.path("items"), array.get(last), at + "/" + last, changes);
        }
    }

    private void breakObject(JsonNode rules, JsonNode object, String at, List<Change> changes) {
        rules.path("required").forEach(name -> changes.add(new Change(at + "/" + name.asText(), "missing", "", INVALID)));
        if (!rules.path("additionalProperties").isObject()) {
            changes.add(new Change(at + "/surprise", "an unknown member", "1", INVALID));
        }
        object.properties().forEach(member -> {
            JsonNode schema = rules.path("properties").has(member.getKey())
                    ? rules.path("properties").path(member.getKey())
                    : rules.path("additionalProperties");
            collect(schema, member.getValue(), at + "/" + member.getKey().replace("~", "~0").replace("/", "~1"), changes);
        });
    }

    /// The branch that the value obeys.
    private JsonNode rulesFor(JsonNode schema, JsonNode value) {
        JsonNode resolved = contract.resolved(schema);
        if (resolved.has("oneOf") && !resolved.has("properties")) {
            for (JsonNode branch : resolved.path("oneOf")) {
                if (types(branch).contains("null") == value.isNull()) {
                    return contract.resolved(branch);
                }
            }
        }
        return resolved;
    }

    private Set<String> types(JsonNode schema) {
        JsonNode resolved = contract.resolved(schema);
        Set<String> types = new LinkedHashSet<>();
        if (resolved.path("type").isArray()) {
            resolved.path("type").forEach(type -> types.add(type.asText()));
        } else if (resolved.has("type")) {
            types.add(resolved.path("type").asText());
        } else {
            resolved.path("oneOf").forEach(branch -> types.addAll(types(branch)));
        }
        return types;
    }

    private String applied(JsonNode valid, Change change) {
        if (change.pointer.isEmpty()) {
            return change.raw;
        }
        JsonNode copy = valid.deepCopy();
        int slash = change.pointer.lastIndexOf('/');
        JsonNode parent = copy.at(change.pointer.substring(0, slash));
        String name = change.pointer.substring(slash + 1).replace("~1", "/").replace("~0", "~");
        JsonNode raw = new POJONode(new RawValue(change.raw));
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), raw);
        } else if (parent instanceof ObjectNode object) {
            if (change.raw.isEmpty()) {
                object.remove(name);
            } else {
                object.set(name, raw);
            }
        }
        return written(copy);
    }

    private String quoted(String text) {
        return written(json.getNodeFactory().textNode(text));
    }

    private String written(JsonNode node) {
        try {
            return json.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is written as it is", e);
        }
    }
}
