package dev.groundswell.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

class RetryBudgetTest {

    private long now = Long.MAX_VALUE - 5;
    private final RetryBudget budget = new RetryBudget(0.1, 10, 50, () -> now);

    @Test
    void aTenthOfTheRequestsMayBeRepeated() {
        spend();
        for (int i = 0; i < 300; i++) {
            budget.deposit();
        }
        assertThat(spend()).isBetween(29, 30);
    }

    @Test
    void someMayBeRepeatedThoughNobodyElseAsks() {
        spend();
        now += Duration.ofSeconds(2).toNanos();
        assertThat(spend()).isEqualTo(20);
    }

    @Test
    void noMoreIsSavedThanTheMost() {
        for (int i = 0; i < 10_000; i++) {
            budget.deposit();
        }
        now += Duration.ofHours(1).toNanos();
        assertThat(spend()).isEqualTo(50);
    }

    @Test
    void impossibleSettingsAreNamed() {
        assertThatThrownBy(() -> new RetryBudget(1.5, 10, 50, () -> now)).hasMessageContaining("groundswell.upstreams.retries.share",
                "1.5");
        assertThatThrownBy(() -> new RetryBudget(0.1, -1, 50, () -> now)).hasMessageContaining("retries.per-second");
        assertThatThrownBy(() -> new RetryBudget(0.1, 10, 9, () -> now)).hasMessageContaining("retries.most");
    }

    @CanIgnoreReturnValue
    private int spend() {
        int repeats = 0;
        while (budget.withdraw()) {
            repeats++;
        }
        return repeats;
    }
}
