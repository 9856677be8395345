package dev.groundswell.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.groundswell.platform.problem.Refusal;

class BodyBoundsTest {

    @ParameterizedTest
    @CsvSource({"/api/orders, 1048576", "/api/products/A, 1048576", "/api/products:batch, 8388608", "/api/products/:batch/A, 1048576"})
    void onlyBatchesMayBeLarge(String path, long bound) {
        assertThat(BodyBounds.of(path)).isEqualTo(bound);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "10, false", "11, true", "99999999999999999999, true"})
    void anAnnouncedLengthIsComparedAsANumber(String length, boolean exceeds) {
        assertThat(BodyBounds.exceeds(length, 10)).isEqualTo(exceeds);
    }

    @Test
    void aBodyOfExactlyItsBoundIsRead() throws IOException {
        assertThat(bounded(100).readAllBytes()).hasSize(100);
    }

    @Test
    void oneByteMoreIsRefusedHoweverItIsRead() {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> bounded(99).readAllBytes())
                .satisfies(refusal -> assertThat(refusal.problem().status()).isEqualTo(413));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> {
            BoundedStream body = bounded(99);
            while (body.read() >= 0) {
                assertThat(body).isNotNull();
            }
        });
    }

    private static BoundedStream bounded(long most) {
        return new BoundedStream(new ByteArrayInputStream(new byte[100]), most);
    }
}
