package dev.groundswell.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;

class ViolationsTest {

    private final Violations violations = new Violations();

    @Test
    void nothingWrongRefusesNothing() {
        assertThat(violations.text("a", 1, "/name")).isTrue();
        assertThat(violations.range(1L, 1, 1, "/quantity")).isTrue();
        assertThat(violations.present("", "/any")).isTrue();

        assertThat(violations.isEmpty()).isTrue();
        assertThatNoException().isThrownBy(violations::refuseIfAny);
    }

    @Test
    void aClientSeesEverythingAtOnceInOrder() {
        violations.text(null, 3, "/a");
        violations.text(" ", 3, "/b");
        violations.text("long", 3, "/c");
        violations.range(null, 1, 9, "/d");
        violations.range(10L, 1, 9, "/e");
        violations.range(0L, 1, 9, "/f");

        assertThatExceptionOfType(Refusal.class).isThrownBy(violations::refuseIfAny).satisfies(refusal -> {
            assertThat(refusal.problem().status()).isEqualTo(422);
            assertThat(refusal.problem().errors()).containsExactly(new FieldError("/a", "is required"),
                    new FieldError("/b", "must be 1..3 characters"), new FieldError("/c", "must be 1..3 characters"),
                    new FieldError("/d", "is required"), new FieldError("/e", "must be 1..9, was 10"),
                    new FieldError("/f", "must be 1..9, was 0"));
        });
    }

    @Test
    void aThousandWrongLinesAreToldByTheFirstHundred() {
        for (int i = 0; i < 1_000; i++) {
            violations.require(false, "/lines/" + i, "is wrong");
        }

        assertThatExceptionOfType(Refusal.class).isThrownBy(violations::refuseIfAny)
                .satisfies(refusal -> assertThat(refusal.problem().errors()).hasSize(100));
    }

    @Test
    void charactersAreCountedAsSchemasCountThem() {
        Violations violations = new Violations();

        assertThat(violations.text("\uD83D\uDE00".repeat(5), 5, "/name")).isTrue();
        assertThat(violations.text("\uD83D\uDE00".repeat(6), 5, "/name")).isFalse();
    }
}
