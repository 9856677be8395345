package dev.groundswell.platform.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.smallrye.mutiny.Uni;

class JobsTest {

    @Test
    void findsJobsByTheirNames() {
        Jobs jobs = new Jobs(List.of(new Named("rates"), new Named("price-boundaries")));

        assertThat(jobs.names()).containsExactly("price-boundaries", "rates");
        assertThat(jobs.named("rates")).contains(new Named("rates"));
        assertThat(jobs.named("rate")).isEmpty();
    }

    @Test
    void refusesTwoOfOneName() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Jobs(List.of(new Named("rates"), new Named("rates"))))
                .withMessage("two jobs are named rates");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Rates", "past_runs", "-rates", "rates/now"})
    void refusesNamesThatAreNotInKebabCase(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Jobs(List.of(new Named(name))));
    }

    @Test
    void refusesPeriodsBelowASecond() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Jobs(List.of(new Named("rates", Duration.ofMillis(999)))))
                .withMessage("job rates: must be due every second at most, was every PT0.999S");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0   | PT0.02S  | groundswell.housekeeping.batch: must be at least 1; was 0
            500 | PT0S     | groundswell.housekeeping.pause: must be at least 1 ms; was PT0S
            """)
    void refusesBatchesThatNeverEnd(int batch, Duration pause, String told) {
        assertThatIllegalArgumentException().isThrownBy(() -> new SmallBatches(new Housekeeping(batch, pause, Duration.ofDays(14))))
                .withMessage(told);
    }

    private record Housekeeping(int batch, Duration pause, Duration runs) implements HousekeepingConfig {}

    private record Named(String name, Duration every) implements Job {

        Named(String name) {
            this(name, Duration.ofHours(1));
        }

        @Override
        public Uni<String> run(Tenure tenure) {
            return Uni.createFrom().item("done");
        }
    }
}
