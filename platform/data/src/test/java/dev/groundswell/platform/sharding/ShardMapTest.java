package dev.groundswell.platform.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardMapTest {

    @Test
    void aCompleteMapKnowsTheShardOfEverySlot() {
        ShardMap map = ShardMap.of(Map.of("b", "0-99, 480", "a", "100-479,481-959"));

        assertThat(map.shards()).containsExactly("a", "b");
        assertThat(map.shardOf(0)).isEqualTo("b");
        assertThat(map.shardOf(99)).isEqualTo("b");
        assertThat(map.shardOf(100)).isEqualTo("a");
        assertThat(map.shardOf(479)).isEqualTo("a");
        assertThat(map.shardOf(480)).isEqualTo("b");
        assertThat(map.shardOf(959)).isEqualTo("a");
    }

    @Test
    void aGapIsNamed() {
        assertThatIllegalArgumentException().isThrownBy(() -> ShardMap.of(Map.of("a", "0-99", "b", "110-959")))
                .withMessage("shard map: no shard holds slots 100..109 (10 slots)");
    }

    @Test
    void noShardAtAllIsAGapOfEverything() {
        assertThatIllegalArgumentException().isThrownBy(() -> ShardMap.of(Map.of())).withMessageContaining("0..959 (960 slots)");
    }

    @Test
    void anOverlapNamesTheSlotAndBothShards() {
        assertThatIllegalArgumentException().isThrownBy(() -> ShardMap.of(Map.of("a", "0-480", "b", "480-959")))
                .withMessage("shard map: slot 480 belongs to a and to b");
    }

    @Test
    void aShardThatNamesASlotTwiceIsToldSo() {
        assertThatIllegalArgumentException().isThrownBy(() -> ShardMap.of(Map.of("a", "0-959,7")))
                .withMessage("shard map: slot 7 belongs to a and to a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0-960", "960", "479-0", "99999"})
    void slotsThatDoNotExistAreNamedWithTheirShard(String slots) {
        assertThatIllegalArgumentException().isThrownBy(() -> ShardMap.of(Map.of("orders_0", slots)))
                .withMessage("shard map: orders_0: slots are 0..959, was " + slots);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1-x", "-1", "1-", "-", "", "0-479-959", "1.5", "0x1", "99999999999"})
    void whatIsNoRangeIsNamedWithItsShard(String slots) {
        assertThatIllegalArgumentException().isThrownBy(() -> ShardMap.of(Map.of("orders_0", slots)))
                .withMessage("shard map: orders_0: not a slot or a range of slots: " + slots);
    }
}
