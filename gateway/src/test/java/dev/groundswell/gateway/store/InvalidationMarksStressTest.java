package dev.groundswell.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import dev.groundswell.gateway.store.InvalidationMarks.Verdict;

class InvalidationMarksStressTest {

    private static final int ROUNDS = 200_000;

    /// Forgetting is the moment at which a mark could be in neither place.
    @Test
    void whatIsMarkedIsNotValidWhileItsMarkIsForgotten() throws InterruptedException {
        AtomicReference<InvalidationMarks> current = new AtomicReference<>(marked());
        AtomicBoolean over = new AtomicBoolean();
        Thread others = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                InvalidationMarks marks = marked();
                current.set(marks);
                for (String other : List.of("b", "c", "d", "e")) {
                    marks.mark(List.of(other), false);
                }
            }
            over.set(true);
        });
        List<String> names = List.of("a");
        int valid = 0;
        while (!over.get()) {
            valid += current.get().verdict(names, 0, 0) == Verdict.VALID ? 1 : 0;
        }
        others.join();

        assertThat(valid).isZero();
    }

    private static InvalidationMarks marked() {
        InvalidationMarks marks = new InvalidationMarks(2, System::nanoTime);
        marks.mark(List.of("a"), false);
        return marks;
    }
}
