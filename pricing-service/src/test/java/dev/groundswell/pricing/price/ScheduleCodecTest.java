package dev.groundswell.pricing.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import dev.groundswell.pricing.rule.Break;
import dev.groundswell.pricing.rule.Promotion;
import dev.groundswell.pricing.rule.Tariff;

class ScheduleCodecTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00.123456Z");
    private static final Schedule FULL = new Schedule(
            List.of(row("GBP", NOW.minusSeconds(7), 1_000_000_000_000L, null), row("GBP", NOW.plusSeconds(5), 0, null, new Break(2, 9),
                    new Break(1_000_000, 8)),
                    row("JPY", Instant.parse("0001-01-01T00:00:00Z"), 7, new Promotion(100, NOW, NOW.plusNanos(1_000)))),
            NOW.minusSeconds(60), NOW.plusSeconds(9));
    private static final Schedule BARE = new Schedule(List.of(), NOW, null);

    private final ScheduleCodec codec = new ScheduleCodec();

    @Test
    void whatIsWrittenIsRead() throws IOException {
        for (Schedule schedule : List.of(FULL, BARE, Schedule.unreadable())) {
            assertThat(codec.decode(codec.encode(schedule))).isEqualTo(schedule);
        }
    }

    @Test
    void takesAThirdOfItsJson() throws JsonProcessingException {
        int json = JsonMapper.builder().addModule(new JavaTimeModule()).build().writeValueAsBytes(FULL.rows()).length;

        assertThat(codec.encode(FULL)).hasSizeLessThan(json / 3);
    }

    @Test
    void readsNothingButAllOfIt() {
        byte[] whole = codec.encode(FULL);

        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> codec.decode(part)).as("%d bytes", length).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> codec.decode(Arrays.copyOf(whole, whole.length + 1))).isInstanceOf(IOException.class);
    }

    @Test
    void refusesWhatIsNoPrice() {
        for (Price wrong : List.of(row("XXQ", NOW, 1, null), row("GBP", NOW, -1, null), row("GBP", NOW, 1, null, new Break(1, 1)),
                row("GBP", NOW, 1, null, new Break(5, 1), new Break(5, 1)), row("GBP", NOW, 1, new Promotion(101, NOW, NOW)),
                Price.own("-x", "GBP", NOW, new Tariff(1, List.of(), null), 1))) {
            byte[] bytes = codec.encode(new Schedule(List.of(wrong), NOW, null));
            assertThatThrownBy(() -> codec.decode(bytes)).as("%s", wrong).isInstanceOf(IOException.class);
        }
    }

    private static Price row(String currency, Instant validFrom, long amount, @Nullable Promotion promotion,
            Break... breaks) {
        return Price.own("A-1", currency, validFrom, new Tariff(amount, List.of(breaks), promotion), Long.MAX_VALUE);
    }
}
