package dev.groundswell.platform.sharding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlottedIdsTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final long LARGEST_COUNTER = 0xffff_ffffL;

    private final HandClock clock = new HandClock();
    private final SlottedIds ids = new SlottedIds(clock, new Random(1));

    @Test
    void anyToolSeesAPlainVersion7() {
        UUID id = ids.next(959);

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOON.toEpochMilli());
    }

    @Test
    void everySlotIsReadBack() {
        for (int slot = 0; slot < Slots.COUNT; slot++) {
            assertThat(SlottedIds.slotOf(ids.next(slot))).hasValue(slot);
            assertThat(SlottedIds.slotOf(UUID.fromString(ids.next(slot).toString()))).hasValue(slot);
        }
    }

    @Test
    void idsGrowWhileTheClockStandsStill() {
        assertGrowing(take(10_000));
    }

    @Test
    void idsGrowWhenTheClockStepsBack() {
        List<UUID> made = take(10);
        clock.now = NOON.minusSeconds(3_600);
        made.addAll(take(10));
        clock.now = NOON.plusMillis(1);
        made.addAll(take(10));

        assertGrowing(made);
    }

    @Test
    void idsGrowFromOneMillisecondToTheNext() {
        List<UUID> made = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            clock.now = NOON.plusMillis(i);
            made.add(ids.next(7));
        }

        assertGrowing(made);
    }

    /// A counter that is spent takes the next millisecond, and stays there until the clock has caught up.
    @Test
    void aSpentCounterBorrowsFromTheFuture() {
        SlottedIds nearlySpent = new SlottedIds(clock, new FixedStart(LARGEST_COUNTER - 1));
        List<UUID> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(nearlySpent.next(7));
        }

        assertGrowing(made);
        assertThat(made.getLast().getMostSignificantBits() >>> 16).isEqualTo(NOON.toEpochMilli() + 1);
        assertThat(made).allSatisfy(id -> {
            assertThat(id.variant()).isEqualTo(2);
            assertThat(SlottedIds.slotOf(id)).hasValue(7);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
            // Versions 1, 4 and 8.
            "c232ab00-9414-11ec-b3c8-9f6bdeced846", "919108f7-52d1-4320-9bac-f847db4148a8", "2489e9ad-2ee2-8e00-8ec9-32d5f69181c0",
            // Version 7 with another variant.
            "019ab0d0-0000-7000-0000-000000000000", "019ab0d0-0000-7000-c000-000000000000",
            // Slots 960 and 1023.
            "019ab0d0-0000-73c0-8000-000000000000", "019ab0d0-0000-73ff-bfff-ffffffffffff"})
    void whatIsNoIdOfOursHasNoSlot(String id) {
        assertThat(SlottedIds.slotOf(UUID.fromString(id))).isEmpty();
    }

    private List<UUID> take(int count) {
        List<UUID> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(ids.next(7));
        }
        return made;
    }

    /// In the order PostgreSQL and every string comparison has, which is not the signed one of [UUID#compareTo].
    private static void assertGrowing(List<UUID> made) {
        assertThat(made).doesNotHaveDuplicates().isSortedAccordingTo(Comparator.comparing(UUID::toString));
    }

    private static final class HandClock extends Clock {

        private Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /// Starts each millisecond's counter where a test wants it; all else is zero.
    private record FixedStart(long start) implements RandomGenerator {

        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public long nextLong(long bound) {
            return bound == 1L << 31 ? start : 0;
        }
    }
}
