package dev.groundswell.order.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;

class ShardsTest {

    private static final Map<String, String> GOOD = Map.of("a.url", "postgresql://one/a", "a.slots", "0-479", "b.url", "postgresql://two/b",
            "b.slots", "480-959");

    @Test
    void theConfiguredMapGivesEachSlotToItsShard() {
        assertThat(Shards.configured(config(Map.of())).shardOf(479)).isEqualTo("a");
        assertThat(Shards.configured(config(Map.of())).shardOf(480)).isEqualTo("b");
    }

    @Test
    void aConfiguredMapWithAGapIsRefusedWithTheSlots() {
        refuses(Map.of("b.slots", "490-959"), "shard map: no shard holds slots 480..489 (10 slots)");
    }

    @Test
    void aConfiguredMapWithAnUnknownShardIsRefusedWithTheSlots() {
        refuses(Map.of("b.slots", "480-899", "c.slots", "900-959"), "shard map: slots 900-959 belong to c, which has no url");
    }

    @Test
    void whatOnePartHasCommittedIsToldAlthoughAnotherMeetsAWrongOwner() {
        AtomicBoolean told = new AtomicBoolean();
        Uni<Void> slow = Uni.createFrom().voidItem().onItem().delayIt().by(Duration.ofMillis(50)).invoke(() -> told.set(true));

        assertThatExceptionOfType(NotOwner.class)
                .isThrownBy(() -> Shards.each(List.of(wrongOwner(), slow, wrongOwner()), part -> part).await().indefinitely());

        assertThat(told).isTrue();
    }

    @Test
    void aFailureThatAnotherOwnerWouldNotMendIsTheOneThatCounts() {
        List<Uni<Void>> parts = List.of(wrongOwner(), Uni.createFrom().failure(new ClosedChannelException()));

        assertThatException().isThrownBy(() -> Shards.each(parts, part -> part).await().indefinitely())
                .withCauseInstanceOf(ClosedChannelException.class);
    }

    private static Uni<Void> wrongOwner() {
        return Uni.createFrom().failure(new NotOwner(List.of(1)));
    }

    private static void refuses(Map<String, String> changes, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> Shards.configured(config(changes))).withMessage(message);
    }

    private static ShardingConfig config(Map<String, String> changes) {
        Map<String, String> entries = new HashMap<>(GOOD);
        entries.putAll(changes);
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder().withMapping(ShardingConfig.class, "groundswell.sharding")
                .withConverter(Duration.class, 100, new DurationConverter())
                .withDefaultValue("groundswell.sharding.username", "groundswell")
                .withDefaultValue("groundswell.sharding.password", "secret");
        entries.forEach((key, value) -> builder.withDefaultValue("groundswell.sharding.shards." + key, value));
        return builder.build().getConfigMapping(ShardingConfig.class, "groundswell.sharding");
    }
}
