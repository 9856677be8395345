package dev.groundswell.pricing.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

class RateScheduleTest {

    private static final LocalDate DAY = LocalDate.parse("2026-06-01");
    private static final Rate FIRST = new Rate(DAY.minusDays(3), new BigDecimal("0.80"), 5);
    private static final Rate SECOND = new Rate(DAY.plusDays(2), new BigDecimal("0.9"), 6);
    private static final RateSchedule SCHEDULE = new RateSchedule(List.of(FIRST, SECOND), DAY, DAY.plusDays(9));

    private final RateCodec codec = new RateCodec();

    @Test
    void aRateHoldsUntilTheNextDayThatHasOne() {
        assertThat(SCHEDULE.on(DAY.plusDays(1))).isEqualTo(FIRST);
        assertThat(SCHEDULE.nextAfter(DAY.plusDays(1))).isEqualTo(SECOND.day());
        assertThat(SCHEDULE.on(DAY.plusDays(2))).isEqualTo(SECOND);
        assertThat(SCHEDULE.nextAfter(DAY.plusDays(2))).isEqualTo(DAY.plusDays(9));
        assertThat(new RateSchedule(List.of(SECOND), DAY, null).on(DAY)).isNull();
        assertThat(new RateSchedule(List.of(FIRST), DAY, null).nextAfter(DAY)).isNull();
    }

    @Test
    void itSpeaksOfItsDaysAlone() {
        assertThat(SCHEDULE.knows(DAY.minusDays(1))).isFalse();
        assertThat(SCHEDULE.knows(DAY)).isTrue();
        assertThat(SCHEDULE.knows(DAY.plusDays(8))).isTrue();
        assertThat(SCHEDULE.knows(DAY.plusDays(9))).isFalse();
    }

    @Test
    void whatIsWrittenIsReadAndNothingButAllOfIt() throws IOException {
        byte[] whole = codec.encode(SCHEDULE);

        assertThat(codec.decode(whole)).isEqualTo(SCHEDULE);
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> codec.decode(part)).as("%d bytes", length).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> codec.decode(Arrays.copyOf(whole, whole.length + 1))).isInstanceOf(IOException.class);
    }

    @Test
    void refusesWhatIsNoRate() {
        Rate nothing = new Rate(DAY, BigDecimal.ZERO, 1);

        assertThatThrownBy(() -> codec.decode(codec.encode(new RateSchedule(List.of(nothing), DAY, null)))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> codec.decode(codec.encode(new RateSchedule(List.of(SECOND, FIRST), DAY, null))))
                .isInstanceOf(IOException.class);
    }
}
