package dev.groundswell.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import dev.groundswell.gateway.store.InvalidationMarks.Verdict;

class InvalidationMarksStressTest {

    private static final int MARKS = 200_000;

    /// Forgetting is the moment at which a mark could be in none of the two places.
    @Test
    void whatWasMarkedOnceIsNeverValidAgain() throws InterruptedException {
        InvalidationMarks marks = new InvalidationMarks(2);
        marks.mark(List.of("a"), false);
        AtomicBoolean over = new AtomicBoolean();
        Thread others = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < MARKS; i++) {
                marks.mark(List.of("b" + i), false);
            }
            over.set(true);
        });
        List<String> names = List.of("a");
        int valid = 0;
        while (!over.get()) {
            valid += marks.verdict(names, 0) == Verdict.VALID ? 1 : 0;
        }
        others.join();

        assertThat(valid).isZero();
    }
}
