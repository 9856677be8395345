package dev.groundswell.platform.json;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.groundswell.platform.problem.Refusal;

class JsonMediaTest {

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "Application/JSON", "application/json;charset=UTF-8", "application/json; charset=\"utf-8\"",
            "application/json; profile=x"})
    void jsonInUtf8Passes(String contentType) {
        assertThatCode(() -> JsonMedia.require(contentType)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "garbage", "*/*", "application/*", "text/plain", "text/json", "application/json-patch+json",
            "application/problem+json", "multipart/form-data; boundary=x", "application/json; charset=utf-16", "application/json; charset",
            "application/json, text/plain"})
    void everythingElseIsAnUnsupportedMediaType(String contentType) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> JsonMedia.require(contentType))
                .matches(refusal -> refusal.problem().status() == 415);
    }
}
