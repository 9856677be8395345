package dev.groundswell.platform.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventSenderTest {

    @Test
    void twelvePartitionsHoldEightySlotsEachInOrder() {
        for (int slot = 0; slot < EventSender.SLOTS; slot++) {
            assertThat(EventSender.partition(slot, 12)).as("partition of slot " + slot).isEqualTo(slot / 80);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 12, 100, 960})
    void everyPartitionIsUsedAndNeighboursStayTogether(int partitions) {
        int before = 0;
        for (int slot = 0; slot < EventSender.SLOTS; slot++) {
            int partition = EventSender.partition(slot, partitions);
            assertThat(partition).isBetween(before, before + 1);
            before = partition;
        }
        assertThat(before).isEqualTo(partitions - 1);
    }
}
