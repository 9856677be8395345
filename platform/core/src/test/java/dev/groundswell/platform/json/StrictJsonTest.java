package dev.groundswell.platform.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.groundswell.platform.http.BoundedStream;
import dev.groundswell.platform.problem.FieldError;
import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

class StrictJsonTest {

    private final StrictJson json = new StrictJson();

    @Test
    void aBodyOfTheRightTypesIsRead() throws IOException {
        Body body = read("""
                {"name": "Lantern \\u00e9 \\ud83d\\ude00", "count": 3, "big": -9223372036854775808, "open": true, "tags": ["a", "b"],
                 "lines": [{"sku": "A", "quantity": 9223372036854775807}], "labels": {"k": "v"}, "from": "2026-01-31T12:00:00+01:00"}""");

        assertThat(body.name).isEqualTo("Lantern é 😀");
        assertThat(body.count).isEqualTo(3);
        assertThat(body.big).isEqualTo(Long.MIN_VALUE);
        assertThat(body.open).isTrue();
        assertThat(body.tags).containsExactly("a", "b");
        assertThat(body.lines).containsExactly(new Line("A", Long.MAX_VALUE));
        assertThat(body.labels).containsEntry("k", "v");
        assertThat(body.from).isEqualTo(Instant.parse("2026-01-31T11:00:00Z"));
    }

    @Test
    void membersMayBeMissingOrNull() throws IOException {
        assertThat(read("{}").name).isNull();
        assertThat(read("{\"name\": null, \"big\": null, \"lines\": null, \"from\": null}").lines).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            // A text is no number, and no number a text.
            "{\"name\": 1}                           | /name            | must be a string",
            "{\"name\": true}                        | /name            | must be a string",
            "{\"name\": 1.5}                         | /name            | must be a string",
            "{\"name\": {}}                          | /name            | must be a string",
            "{\"name\": [\"a\"]}                     | /name            | must be a string",
            "{\"big\": \"1\"}                        | /big             | must be a whole number of 64 bits",
            "{\"big\": \"\"}                         | /big             | must be a whole number of 64 bits",
            "{\"big\": true}                         | /big             | must be a whole number of 64 bits",
            "{\"big\": [1]}                          | /big             | must be a whole number of 64 bits",
            "{\"big\": {}}                           | /big             | must be a whole number of 64 bits",
            "{\"count\": \"1\"}                      | /count           | must be a whole number of 64 bits",
            // What is no integer of 64 bits is not cut to one.
            "{\"big\": 1.0}                          | /big             | must be a whole number of 64 bits",
            "{\"big\": 1.5}                          | /big             | must be a whole number of 64 bits",
            "{\"big\": 1e3}                          | /big             | must be a whole number of 64 bits",
            "{\"big\": 9223372036854775808}          | /big             | must be a whole number of 64 bits",
            "{\"big\": -9223372036854775809}         | /big             | must be a whole number of 64 bits",
            "{\"count\": 9223372036854775808}        | /count           | must be a whole number of 64 bits",
            "{\"open\": 1}                           | /open            | must be true or false",
            "{\"open\": \"true\"}                    | /open            | must be true or false",
            "{\"open\": \"\"}                        | /open            | must be true or false",
            "{\"tags\": \"a\"}                       | /tags            | must be an array",
            "{\"tags\": \"\"}                        | /tags            | must be an array",
            "{\"tags\": {}}                          | /tags            | must be an array",
            "{\"tags\": [\"a\", 1]}                  | /tags/1          | must be a string",
            "{\"lines\": {\"sku\": \"A\"}}           | /lines           | must be an array",
            "{\"lines\": [[]]}                       | /lines/0         | must be an object",
            "{\"lines\": [{\"sku\": \"A\"}, \"B\"]}  | /lines/1         | must be an object",
            "{\"lines\": [\"\"]}                     | /lines/0         | must be an object",
            "{\"lines\": [{\"quantity\": \"3\"}]}    | /lines/0/quantity | must be a whole number of 64 bits",
            "{\"labels\": []}                        | /labels          | must be an object",
            "{\"labels\": \"\"}                      | /labels          | must be an object",
            "{\"labels\": {\"a/b~c\": 1}}            | /labels/a~1b~0c  | must be a string",
            "{\"from\": 1769860800}                  | /from            | must be a string",
            "{\"from\": {}}                          | /from            | must be a string",
            "[]                                      | ``               | must be an object",
            "\"a\"                                   | ``               | must be an object",
            "\"\"                                    | ``               | must be an object",
            "1                                       | ``               | must be an object",
            "true                                    | ``               | must be an object"})
    void aWrongTypeIsABadRequestWithItsPointer(String body, String pointer, String detail) {
        Problem problem = refused(body, 400);

        assertThat(problem.errors()).containsExactly(new FieldError(pointer, detail));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"nmae\": \"a\"}                                  | /nmae            | is not a member we know",
            "{\"lines\": [{\"sku\": \"A\"}, {\"price\": {\"a\": [1]}}]} | /lines/1/price | is not a member we know",
            "{\"name\": \"a\\u0000b\"}                          | /name            | must not hold U+0000",
            "{\"tags\": [\"a\", \"\\u0000\"]}                   | /tags/1          | must not hold U+0000",
            "{\"lines\": [{\"sku\": \"\\u0000\"}]}              | /lines/0/sku     | must not hold U+0000",
            "{\"labels\": {\"k\": \"\\u0000\"}}                 | /labels/k        | must not hold U+0000",
            "{\"name\": \"\\ud83d\"}                            | /name            | must not hold half of a surrogate pair",
            "{\"name\": \"\\ude00\\ud83d\"}                     | /name            | must not hold half of a surrogate pair",
            "{\"from\": \"yesterday\"}                          | /from            | must be an ISO 8601 instant such as 2026-01-31T12:00:00Z",
            "{\"from\": \"\"}                                   | /from            | must be an ISO 8601 instant such as 2026-01-31T12:00:00Z",
            "{\"from\": \"2026-01-31\"}                         | /from            | must be an ISO 8601 instant such as 2026-01-31T12:00:00Z",
            "{\"from\": \"2026-01-31T12:00:00\"}                | /from            | must be an ISO 8601 instant such as 2026-01-31T12:00:00Z",
            "{\"from\": \"2026-02-30T12:00:00Z\"}               | /from            | must be an ISO 8601 instant such as 2026-01-31T12:00:00Z",
            "{\"from\": \"+10000-01-01T00:00:00Z\"}             | /from            | must lie in the years 1..9999",
            "{\"from\": \"0000-12-31T23:59:59Z\"}               | /from            | must lie in the years 1..9999"})
    void theRightTypeWithAValueNobodyMaySendIsInvalid(String body, String pointer, String detail) {
        Problem problem = refused(body, 422);

        assertThat(problem.errors()).containsExactly(new FieldError(pointer, detail));
    }

    @Test
    void aKeyWithNulIsInvalid() {
        assertThat(refused("{\"labels\": {\"a\\u0000\": \"v\"}}", 422).detail()).contains("must not hold U+0000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"name\": \"a\"", "{\"name\": }", "{name: \"a\"}", "{'name': 'a'}", "{\"name\": \"a\",}", "nope",
            "{\"big\": 01}", "{\"big\": +1}", "{\"big\": NaN}", "{\"big\": .5}", "{\"name\": \"a\nb\"}", "{\"name\": \"\\x\"}",
            "{} /* a comment */", "{}}", "{} {}", "{} x", "{\"name\": \"a\", \"name\": \"b\"}",
            "{\"lines\": [{\"sku\": \"A\", \"sku\": \"A\"}]}",
            "{\"labels\": {\"a\": \"1\", \"a\": \"2\"}}", "<a/>"})
    void whatIsNotOneJsonValueIsABadRequest(String body) {
        Problem problem = refused(body, 400);

        assertThat(problem.detail()).isNotBlank();
    }

    @Test
    void textsThatAreNotUtf8AreABadRequest() {
        byte[] latin = "{\"name\": \"caf\u00e9\"}".getBytes(ISO_8859_1);

        assertThat(refused(latin, 400).type()).isEqualTo("urn:groundswell:problem:bad-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void anEmptyBodyIsABadRequest(String body) {
        assertThat(refused(body, 400).detail()).isEqualTo("The body is empty; a JSON object is needed.");
    }

    @Test
    void nullIsABadRequest() {
        assertThat(refused("null", 400).detail()).isEqualTo("The body must be a JSON object, was null.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"labels\":", "{\"unknown\":["})
    void aNestingBombIsRefusedBeforeItCostsAStack(String nest) {
        int status = catchRefusal(nest.repeat(100_000).getBytes(UTF_8)).problem().status();

        assertThat(status).isIn(400, 422);
    }

    @Test
    void aNumberOfManyDigitsIsRefused() {
        assertThat(refused("{\"big\": " + "9".repeat(100_000) + "}", 400).detail()).isNotBlank();
    }

    @Test
    void instantsAreCutToWhatPostgresqlKeeps() throws IOException {
        assertThat(read("{\"from\": \"2026-01-31T12:00:00.123456789Z\"}").from).isEqualTo(Instant.parse("2026-01-31T12:00:00.123456Z"));
    }

    /// Jackson wraps what a stream throws, more than once when it happens within a list.
    @ParameterizedTest
    @ValueSource(ints = {1, 20, 100, 9_000, 50_000})
    void aBodyBeyondItsBoundIsTooLargeWhereverTheBoundIsMet(int bound) {
        String body = "{\"lines\": [" + "{\"sku\": \"A\", \"quantity\": 1}, ".repeat(2_000) + "{}], \"labels\": {}}";
        Refusal refusal = catchThrowableOfType(Refusal.class,
                () -> json.read(new BoundedStream(new ByteArrayInputStream(body.getBytes(UTF_8)), bound), Body.class));

        assertThat(refusal.problem()).isEqualTo(Problem.ofStatus(413));
        assertThat(refusal.headers()).containsEntry("Connection", "close");
    }

    private Body read(String body) throws IOException {
        return (Body) json.read(new ByteArrayInputStream(body.getBytes(UTF_8)), Body.class);
    }

    private Problem refused(String body, int status) {
        return refused(body.getBytes(UTF_8), status);
    }

    /// Checks for every refusal that it says nothing about the inside.
    private Problem refused(byte[] body, int status) {
        Problem problem = catchRefusal(body).problem();
        assertThat(problem.status()).isEqualTo(status);
        assertThat(problem.toString()).doesNotContain("dev.groundswell", "java.", "jackson", "StrictJsonTest", "Body[", "Exception");
        return problem;
    }

    private Refusal catchRefusal(byte[] body) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> json.read(new ByteArrayInputStream(body), Body.class));
        assertThat(refusal).as("refusal of the body").isNotNull();
        return refusal;
    }

    record Body(@Nullable String name, @Nullable Integer count, @Nullable Long big, @Nullable Boolean open, @Nullable List<String> tags,
            @Nullable List<Line> lines, @Nullable Map<String, String> labels, @Nullable Instant from) {}

    record Line(@Nullable String sku, @Nullable Long quantity) {}
}
