package dev.groundswell.platform.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

class OverdueJobsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final OverdueJobs overdue = new OverdueJobs(registry);

    @Test
    void tellsForHowLongAJobHasBeenDueAtADatabase() {
        overdue.found("orders_0", standing(Duration.ofSeconds(90)));
        overdue.found("orders_1", standing(Duration.ofMinutes(-10)));

        assertThat(seconds("orders_0")).isBetween(90.0, 100.0);
        assertThat(seconds("orders_1")).isZero();
        overdue.found("orders_0", standing(Duration.ofSeconds(-1)));
        assertThat(seconds("orders_0")).isLessThan(10);
    }

    /// Whose database is away from the start on.
    @Test
    void tellsOfJobsThatCouldNotBeLookedFor() {
        overdue.expect("orders_0", List.of("rates"));

        assertThat(seconds("orders_0")).isPositive();
        overdue.found("orders_0", standing(Duration.ofMinutes(-10)));
        overdue.expect("orders_0", List.of("rates"));
        assertThat(seconds("orders_0")).isZero();
    }

    private static Standing standing(Duration overdue) {
        return new Standing("rates", false, false, overdue);
    }

    private double seconds(String database) {
        return registry.get("jobs.overdue").tag("job", "rates").tag("database", database).gauge().value();
    }
}
