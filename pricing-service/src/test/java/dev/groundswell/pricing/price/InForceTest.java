package dev.groundswell.pricing.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.groundswell.platform.problem.Refusal;
import dev.groundswell.pricing.rule.Promotion;
import dev.groundswell.pricing.rule.Tariff;

class InForceTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    @Test
    void lastsUntilTheFirstBoundary() {
        Promotion soon = new Promotion(10, NOW.plusSeconds(2), NOW.plusSeconds(9));

        assertThat(new InForce(price(null), "\"1\"", null).left(NOW)).isNull();
        assertThat(new InForce(price(soon), "\"1\"", null).left(NOW)).isEqualTo(Duration.ofSeconds(2));
        assertThat(new InForce(price(soon), "\"1\"", NOW.plusSeconds(1)).left(NOW)).isEqualTo(Duration.ofSeconds(1));
        assertThat(new InForce(price(soon), "\"1\"", NOW.plusSeconds(5)).left(NOW)).isEqualTo(Duration.ofSeconds(2));
        assertThat(new InForce(null, null, NOW.plusSeconds(5)).left(NOW)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aHistoryKeySurvivesItsText() {
        HistoryKey key = new HistoryKey(NOW.plusNanos(1_000), "GBP");

        assertThat(HistoryKey.parse(key.text())).isEqualTo(key);
        for (String broken : List.of("", "GBP", "2026-06-01T12:00:00Z", "2026-06-01T12:00:00Z XXQ", "yesterday GBP")) {
            assertThatThrownBy(() -> HistoryKey.parse(broken)).as(broken).isInstanceOf(Refusal.class);
        }
    }

    private static Price price(@Nullable Promotion promotion) {
        return Price.own("A", "GBP", NOW, new Tariff(1, List.of(), promotion), 1);
    }
}
