package dev.groundswell.testbed.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class EndingTest {
    @Test
    void theLastStartedEndsFirstAndNothingEndsTwice() {
        List<String> ended = new ArrayList<>();
        Ending ending = new Ending();
        String suite = ending.with("suite", ended::add);
        var _ = ending.with("nginx", ended::add);

        ending.close();
        ending.close();

        assertThat(suite).isEqualTo("suite");
        assertThat(ended).containsExactly("nginx", "suite");
    }
}
