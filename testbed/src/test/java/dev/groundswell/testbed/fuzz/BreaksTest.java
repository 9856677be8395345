package dev.groundswell.testbed.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.groundswell.testbed.contract.Contract;

/// What is made as valid is valid, and what is broken is broken, by the word of a validator that knows neither.
class BreaksTest {

    private static final String SCHEMA = "/components/schemas/Thing";
    private static final Contract CONTRACT = Contract.of("""
            openapi: 3.1.1
            paths: {}
            components:
              schemas:
                Name: {type: string, minLength: 1, maxLength: 20, pattern: '\\S'}
                Thing:
                  type: object
                  required: [name, count, lines]
                  additionalProperties: false
                  properties:
                    name: {$ref: "#/components/schemas/Name"}
                    note: {type: [string, "null"], maxLength: 5}
                    count: {type: integer, minimum: 1, maximum: 9}
                    at: {oneOf: [{type: string, format: date-time}, {type: "null"}]}
                    tags: {type: [object, "null"], additionalProperties: {type: string}, propertyNames: {minLength: 1}}
                    lines: {type: array, minItems: 1, maxItems: 3, items: {type: object, required: [sku], additionalProperties: false,
                      properties: {sku: {type: string, pattern: '^[A-Z]{1,4}$'}}}}
            """);

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void whatIsMadeIsValid() {
        Values values = values(1);
        for (int i = 0; i < 500; i++) {
            JsonNode made = values.valid(CONTRACT.at(SCHEMA));

            assertThat(CONTRACT.violations(SCHEMA, made)).as(made.toString()).isEmpty();
        }
    }

    @Test
    void whatIsBrokenIsInvalidOrNoJsonOfOurs() throws Exception {
        Values values = values(2);
        for (int i = 0; i < 100; i++) {
            for (Breaks.Broken broken : new Breaks(CONTRACT).of(CONTRACT.at(SCHEMA), values.valid(CONTRACT.at(SCHEMA)))) {
                // These are rules of ours which a schema cannot say.
                if (!broken.text().contains("0000-01-01") && !broken.what().contains("for a whole number")
                        && !broken.what().contains("U+0000")
                        && !broken.what().contains("surrogate")) {
                    assertThat(CONTRACT.violations(SCHEMA, json.readTree(broken.text()))).as(broken.what() + ": " + broken.text())
                            .isNotEmpty();
                }
            }
        }
    }

    @Test
    void everyConstraintIsBroken() throws Exception {
        JsonNode valid = json.readTree("""
                {"name": "a", "note": "b", "count": 5, "at": "2026-01-01T00:00:00Z", "tags": {"k": "v"}, "lines": [{"sku": "A"}]}""");

        List<String> broken = new Breaks(CONTRACT).of(CONTRACT.at(SCHEMA), valid).stream().map(Breaks.Broken::what).toList();

        assertThat(broken).contains("missing at /name", "missing at /lines/0/sku", "null at /count", "less than the minimum at /count",
                "more than the maximum at /count", "too long at /note", "empty at /name", "too few at /lines", "too many at /lines",
                "an unknown member at /surprise", "an unknown member at /lines/0/surprise", "no moment at /at",
                "against the pattern at /lines/0/sku",
                "1.0 for a whole number at /count", "U+0000 at /tags/k").noneMatch(what -> what.equals("null at /note"));
    }

    @Test
    void theSameSeedMakesTheSame() {
        assertThat(values(7).valid(CONTRACT.at(SCHEMA))).isEqualTo(values(7).valid(CONTRACT.at(SCHEMA)));
    }

    private static Values values(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        return new Values(CONTRACT, random, Map.of());
    }
}
