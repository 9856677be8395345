package dev.groundswell.platform.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.scheduler.ScheduledExecution;
import io.quarkus.scheduler.Trigger;

class NotAWorkerTest {

    private static final ScheduledExecution TICK = new ScheduledExecution() {
        @Override
        public Trigger getTrigger() {
            throw new UnsupportedOperationException("nobody asks");
        }

        @Override
        public Instant getFireTime() {
            return Instant.EPOCH;
        }

        @Override
        public Instant getScheduledFireTime() {
            return Instant.EPOCH;
        }
    };

    @ParameterizedTest
    @CsvSource({"HTTP, true", "WORKER, false", "BOTH, false"})
    void onlyAProcessThatJustServesSkipsItsJobs(Role role, boolean skips) {
        assertThat(new NotAWorker(role).test(TICK)).isEqualTo(skips);
    }
}
