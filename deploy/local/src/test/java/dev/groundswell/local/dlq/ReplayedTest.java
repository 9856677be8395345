package dev.groundswell.local.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

class ReplayedTest {
    private static final Replayed NOTHING = Replayed.from(null);

    @Test
    void nothingHasBeenSentBackOfATopicNobodyKnows() {
        assertThat(NOTHING.has(0)).isFalse();
        assertThat(NOTHING.committed()).isEqualTo(new OffsetAndMetadata(0, ""));
    }

    @Test
    void singleOnesAreRememberedBesideTheOffset() {
        Replayed some = NOTHING.through(2).with(5).with(7).with(6).with(9);

        assertThat(some.committed()).isEqualTo(new OffsetAndMetadata(3, "5-7,9"));
        Replayed read = Replayed.from(some.committed());
        assertThat(read).isEqualTo(some);
        assertThat(LongStream.range(0, 11).filter(read::has)).containsExactly(0L, 1L, 2L, 5L, 6L, 7L, 9L);
    }

    @Test
    void whatIsPassedNeedsNoRememberingAnyMore() {
        Replayed some = NOTHING.with(2).with(3).with(6);

        assertThat(some.through(1).committed()).isEqualTo(new OffsetAndMetadata(4, "6"));
        assertThat(some.with(0).committed()).isEqualTo(new OffsetAndMetadata(1, "2-3,6"));
        assertThat(some.through(9).committed()).isEqualTo(new OffsetAndMetadata(10, ""));
    }

    @Test
    void anEarlierPlaceTakesNothingBack() {
        assertThat(NOTHING.through(9).through(4)).isEqualTo(NOTHING.through(9));
    }

    @Test
    void moreThanKafkaKeepsDoesNotFit() {
        Replayed odd = NOTHING;
        for (long offset = 1; offset < 1_000; offset += 2) {
            odd = odd.with(offset);
        }
        assertThat(odd.fits()).isTrue();
        for (long offset = 10_001; offset < 12_000; offset += 2) {
            odd = odd.with(offset);
        }
        assertThat(odd.fits()).isFalse();
    }
}
