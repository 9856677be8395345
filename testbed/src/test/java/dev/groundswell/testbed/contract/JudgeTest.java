package dev.groundswell.testbed.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgeTest {

    private static final String DOCUMENT = """
            openapi: 3.1.1
            x-beside-calls:
              "404": {$ref: "#/components/responses/Problem"}
              "405": {$ref: "#/components/responses/Problem"}
            paths:
              /things/{id}:
                get:
                  operationId: read
                  responses:
                    "200":
                      headers:
                        ETag: {$ref: "#/components/headers/ETag"}
                      content:
                        application/json:
                          schema: {type: object, required: [n], additionalProperties: false, properties: {n: {type: integer}}}
                    "204": {description: none}
            components:
              headers:
                ETag: {required: true, schema: {type: string, pattern: '^"'}}
              responses:
                Problem:
                  content:
                    application/problem+json:
                      schema: {type: object, required: [status]}
            """;

    private final Judge judge = new Judge(Contract.of(DOCUMENT));

    @Test
    void hasNothingAgainstWhatIsDescribed() {
        assertThat(get(200, "application/json;charset=UTF-8", "\"1\"", "{\"n\":1}")).isEmpty();
        assertThat(get(204, null, null, "")).isEmpty();
        assertThat(judge.faults("HEAD", "/things/1", answer(200, null, "\"1\"", ""))).isEmpty();
        assertThat(judge.faults("GET", "/nothing", answer(404, "application/problem+json", null, "{\"status\":404}"))).isEmpty();
        assertThat(judge.faults("FOO", "/things/1", answer(405, "application/problem+json", null, "{\"status\":405}"))).isEmpty();
    }

    @Test
    void namesAStatusThatIsNotDescribed() {
        assertThat(get(500, "application/problem+json", null, "{}")).singleElement().asString().startsWith("status 500 is not described");
        assertThat(get(404, "application/problem+json", null, "{\"status\":404}")).singleElement().asString().startsWith("status 404");
        assertThat(judge.faults("GET", "/nothing", answer(200, "application/json", "\"1\"", "{\"n\":1}"))).isNotEmpty();
    }

    @Test
    void namesWhatIsWrongWithABody() {
        assertThat(get(200, "application/json", "\"1\"", "{\"n\":\"1\"}")).singleElement().asString().contains("/n");
        assertThat(get(200, "application/json", "\"1\"", "{\"n\":1,\"more\":2}")).singleElement().asString().contains("more");
        assertThat(get(200, "application/json", "\"1\"", "{\"n\":1,\"n\":1}")).singleElement().asString().contains("no JSON");
        assertThat(get(200, "application/json", "\"1\"", "{\"n\":1} x")).singleElement().asString().contains("no JSON");
        assertThat(get(200, "application/xml", "\"1\"", "<n/>")).singleElement().asString().contains("content type application/xml");
        assertThat(get(204, null, null, "x")).singleElement().asString().startsWith("a body where none is described");
        assertThat(judge.faults("HEAD", "/things/1", answer(200, null, "\"1\"", "{}"))).singleElement().asString().contains("HEAD");
    }

    @Test
    void namesHeadersThatAreMissingOrWrong() {
        assertThat(get(200, "application/json", null, "{\"n\":1}")).containsExactly("header ETag is missing");
        assertThat(get(200, "application/json", "1", "{\"n\":1}")).singleElement().asString().startsWith("header ETag:");
    }

    @Test
    void readsNothingButOpenApi() {
        assertThatIllegalArgumentException().isThrownBy(() -> Contract.of("{}"));
        assertThatIllegalArgumentException().isThrownBy(() -> Contract.of("a: [b"));
    }

    private List<String> get(int status, @Nullable String type, @Nullable String tag, String body) {
        return judge.faults("GET", "/things/1", answer(status, type, tag, body));
    }

    private static Answer answer(int status, @Nullable String type, @Nullable String tag, String body) {
        Map<String, List<String>> headers = new HashMap<>();
        if (type != null) {
            headers.put("content-type", List.of(type));
        }
        if (tag != null) {
            headers.put("etag", List.of(tag));
        }
        return new Answer(status, headers, body.getBytes(UTF_8), false);
    }
}
