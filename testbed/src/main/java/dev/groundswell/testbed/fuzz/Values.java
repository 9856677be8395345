package dev.groundswell.testbed.fuzz;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.groundswell.testbed.contract.Contract;

/// Makes values that a schema takes: as the contract writes schemas, not as JSON Schema could. Confined to one thread.
final class Values {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int TRIES = 200;
    private static final String[] ALPHABETS = {"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "aZ09 ._-",
            "'\"\\<>&%$#{}[]/?;:,+=~^|`!@*() ", "äßéñøŁžИжФ漢字仮名한글עבריתعربي", "\uD83D\uDE00\uD83C\uDFF4\u200D\u2620\uFE0F\u0301e\u202Eab"};

    private final Contract contract;
    private final RandomGenerator random;
    private final Map<String, Supplier<JsonNode>> known;

    /// @param known values for schemas of a name, such as skus that there are
    Values(Contract contract, RandomGenerator random, Map<String, Supplier<JsonNode>> known) {
        this.contract = contract;
        this.random = random;
        this.known = known;
    }

    /// A value that the schema takes.
    JsonNode valid(JsonNode schema) {
        String name = schema.path("$ref").asText().replaceAll(".*/", "");
        if (known.containsKey(name)) {
            return known.get(name).get();
        }
        JsonNode resolved = contract.resolved(schema);
        if (resolved.has("allOf")) {
            return valid(resolved.path("allOf").get(0));
        }
        if (resolved.has("enum")) {
            return one(resolved.path("enum"));
        }
        if (resolved.has("oneOf") && !resolved.has("properties")) {
            return valid(one(resolved.path("oneOf")));
        }
        return switch (type(resolved)) {
            case "null" -> JSON.nullNode();
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "integer" -> JSON.numberNode(integer(resolved));
            case "string" -> JSON.textNode(text(resolved));
            case "array" -> array(resolved);
            case "object" -> object(resolved);
            default -> anything(2);
        };
    }

    /// What has to be there is not null where the schema would allow it: it may be needed for another rule.
    private JsonNode valid(JsonNode schema, boolean required) {
        JsonNode value = valid(schema);
        for (int i = 0; i < TRIES && required && value.isNull(); i++) {
            value = valid(schema);
        }
        return value;
    }

    /// One of them.
    JsonNode one(JsonNode several) {
        return several.get(random.nextInt(several.size()));
    }

    private String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? type.get(random.nextInt(4) == 0 ? type.size() - 1 : 0).asText() : type.asText();
    }

    private long integer(JsonNode schema) {
        long least = schema.path("minimum").asLong(Long.MIN_VALUE);
        long most = schema.path("maximum").asLong(Long.MAX_VALUE);
        return switch (random.nextInt(4)) {
            case 0 -> least;
            case 1 -> most;
            case 2 -> Math.clamp(random.nextLong(100), least, most);
            default -> random.nextLong(least, most) + (random.nextBoolean() ? 1 : 0);
        };
    }

    private String text(JsonNode schema) {
        if (schema.path("format").asText().equals("date-time")) {
            return moment();
        }
        Pattern pattern = Pattern.compile(schema.path("pattern").asText(""));
        int least = schema.path("minLength").asInt(0);
        int most = schema.path("maxLength").asInt(60);
        for (int i = 0; i < TRIES; i++) {
            int length = random.nextInt(8) == 0 ? most : Math.min(most, least + random.nextInt(20));
            String text = letters(random.nextInt(i < 20 ? ALPHABETS.length : 2), length);
            if (text.codePointCount(0, text.length()) >= least && pattern.matcher(text).find()) {
                return text;
            }
        }
        throw new FuzzException("no text is found for the pattern " + pattern);
    }

    /// So many code points.
    String letters(int alphabet, int length) {
        int[] letters = ALPHABETS[alphabet].codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(letters[random.nextInt(letters.length)]);
        }
        return text.toString();
    }

    private String moment() {
        long from = Instant.parse("0001-01-02T00:00:00Z").getEpochSecond();
        long until = Instant.parse("9999-12-30T00:00:00Z").getEpochSecond();
        Instant moment = switch (random.nextInt(4)) {
            case 0 -> Instant.ofEpochSecond(random.nextLong(from, until));
            case 1 -> Instant.now().plusSeconds(random.nextLong(1, 1_000_000)).truncatedTo(ChronoUnit.SECONDS);
            default -> Instant.parse("2020-01-01T00:00:00Z").plusMillis(random.nextLong(150_000_000_000L));
        };
        // Not as `toString()` has it, which leaves seconds out when there are none.
        return random.nextBoolean()
                ? moment.toString()
                : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment.atOffset(ZoneOffset.ofHours(random.nextInt(-11, 12))));
    }

    private ArrayNode array(JsonNode schema) {
        int least = schema.path("minItems").asInt(0);
        int most = schema.path("maxItems").asInt(3);
        int size = Math.min(most, least + random.nextInt(random.nextInt(20) == 0 ? 60 : 4));
        ArrayNode array = JSON.arrayNode();
        for (int i = 0; i < size; i++) {
            array.add(valid(schema.path("items")));
        }
        return array;
    }

    private ObjectNode object(JsonNode schema) {
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        List<String> forbidden = new ArrayList<>();
        if (schema.has("oneOf")) {
            JsonNode chosen = one(schema.path("oneOf"));
            schema.path("oneOf")
                    .forEach(branch -> branch.path("required")
                            .forEach(name -> (branch == chosen ? required : forbidden).add(name.asText())));
        }
        ObjectNode object = JSON.objectNode();
        schema.path("properties").properties().forEach(property -> {
            if (required.contains(property.getKey()) || !forbidden.contains(property.getKey()) && random.nextInt(3) == 0) {
                object.set(property.getKey(), valid(property.getValue(), required.contains(property.getKey())));
            }
        });
        if (schema.path("additionalProperties").isObject()) {
            for (int i = random.nextInt(4); i > 0; i--) {
                object.set(text(schema.path("propertyNames")), valid(schema.path("additionalProperties")));
            }
        }
        return object;
    }

    private JsonNode anything(int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.numberNode(random.nextLong());
            case 2 -> JSON.textNode(letters(random.nextInt(ALPHABETS.length), random.nextInt(10)));
            case 3 -> JSON.booleanNode(random.nextBoolean());
            case 4 -> JSON.arrayNode().add(anything(depth - 1));
            default -> JSON.objectNode().set("a", anything(depth - 1));
        };
    }
}
