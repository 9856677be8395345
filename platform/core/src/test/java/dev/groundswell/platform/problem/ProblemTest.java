package dev.groundswell.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

class ProblemTest {

    @ParameterizedTest
    @CsvSource({"400, bad-request", "401, unauthorized", "403, forbidden", "404, not-found", "405, method-not-allowed",
            "406, not-acceptable", "413, too-large", "415, unsupported-media-type", "418, refused", "500, internal", "503, unavailable"})
    void aFrameworksStatusHasAProblemOfItsOwn(int status, String name) {
        Problem problem = Problem.ofStatus(status);

        assertThat(problem.status()).isEqualTo(status);
        assertThat(problem.type()).isEqualTo("urn:groundswell:problem:" + name);
        assertThat(problem.title()).isNotBlank();
        assertThat(problem.detail()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 501, 502, 504, 599})
    void faultsAreAllTheSameToTheClient(int status) {
        assertThat(Problem.ofStatus(status)).isEqualTo(Problem.internal());
    }

    @Test
    void withoutErrorsThereIsNoSuchMember() throws JsonProcessingException {
        assertThat(new ObjectMapper().writeValueAsString(Problem.notFound("Gone."))).isEqualTo(
                "{\"type\":\"urn:groundswell:problem:not-found\",\"title\":\"Not found\",\"status\":404,\"detail\":\"Gone.\"}");
    }

    @Test
    void anInvalidBodyIsToldByItsFirstErrorAndTheNumberOfOthers() {
        FieldError first = new FieldError("/lines/0/quantity", "must be 1..1000000, was 0");
        FieldError second = new FieldError("/currency", "is required");

        assertThat(Problem.invalid(List.of(first)).detail()).isEqualTo("/lines/0/quantity must be 1..1000000, was 0");
        assertThat(Problem.invalid(List.of(first, second)).detail()).endsWith("was 0, and 1 more");
        assertThat(Problem.invalid(List.of(first, second)).errors()).containsExactly(first, second);
    }

    @Test
    void aRefusalCarriesItsProblemAndHeadersAndNoStack() {
        Refusal refusal = new Refusal(Problem.conflict("Busy."), Map.of("Retry-After", "1"));

        assertThat(refusal).hasMessage("Busy.");
        assertThat(refusal.problem().status()).isEqualTo(409);
        assertThat(refusal.headers()).containsExactly(Map.entry("Retry-After", "1"));
        assertThat(refusal.getStackTrace()).isEmpty();
    }

    @Test
    void aRefusalTravelsAsAFailure() {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> Refusal.notFound("Gone.").<String>asUni().await().indefinitely())
                .withMessage("Gone.");
    }
}
