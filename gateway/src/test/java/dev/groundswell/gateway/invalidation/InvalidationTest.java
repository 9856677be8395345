package dev.groundswell.gateway.invalidation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.groundswell.platform.problem.FieldError;
import dev.groundswell.platform.problem.Refusal;

class InvalidationTest {

    @Test
    void takesTagsOrPaths() {
        assertThat(new Invalidation(List.of("product:A"), null, null).checked().tags()).containsExactly("product:A");
        assertThat(new Invalidation(null, List.of("/api/products/A"), true).checked().paths()).containsExactly("/api/products/A");
        assertThat(new Invalidation(Collections.nCopies(1_000, "t".repeat(256)), null, false).checked().tags()).hasSize(1_000);
    }

    @Test
    void takesNotBothAndNotNone() {
        assertThat(pointers(new Invalidation(null, null, true))).containsExactly("");
        assertThat(pointers(new Invalidation(List.of("a"), List.of("b"), null))).containsExactly("");
    }

    @Test
    void pointsAtWhatIsOutOfBounds() {
        assertThat(pointers(new Invalidation(List.of(), null, null))).containsExactly("/tags");
        assertThat(pointers(new Invalidation(null, Collections.nCopies(1_001, "a"), null))).containsExactly("/paths");
        assertThat(pointers(new Invalidation(Arrays.asList("a", "", null, "t".repeat(257)), null, null))).containsExactly("/tags/1",
                "/tags/2", "/tags/3");
    }

    private static List<String> pointers(Invalidation invalidation) {
        Refusal refusal = catchThrowableOfType(Refusal.class, invalidation::checked);
        assertThat(refusal.problem().status()).isEqualTo(422);
        return requireNonNull(refusal.problem().errors()).stream().map(FieldError::pointer).toList();
    }
}
