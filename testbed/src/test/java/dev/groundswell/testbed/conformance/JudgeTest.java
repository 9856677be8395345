package dev.groundswell.testbed.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;

import org.junit.jupiter.api.Test;

class JudgeTest {
    @Test
    void verdictsAreRead() {
        assertThat(Judge.parse("""
                [{"id": "a", "kind": "required", "verdict": "dependency_fail", "message": "", "dependencies": ["b"]},
                 {"id": "b", "kind": "check", "verdict": "no", "message": "Response 2 status is 200, not 304", "dependencies": []}]
                """)).containsExactly(
                new Judged("a", Kind.REQUIRED, "dependency_fail", "", List.of("b")),
                new Judged("b", Kind.CHECK, "no", "Response 2 status is 200, not 304", List.of()));
    }

    @Test
    void anUnknownKindIsTold() {
        assertThatExceptionOfType(ConformanceException.class).isThrownBy(
                () -> Judge
                        .parse("[{\"id\": \"a\", \"kind\": \"wished\", \"verdict\": \"pass\", \"message\": \"\", \"dependencies\": []}]"))
                .withMessageContaining("wished");
    }

    @Test
    void anythingElseIsTold() {
        assertThatExceptionOfType(ConformanceException.class).isThrownBy(() -> Judge.parse("SyntaxError: oh"))
                .withMessageContaining("SyntaxError: oh");
    }
}
