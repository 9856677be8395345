package dev.groundswell.platform.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import dev.groundswell.platform.progress.Sample.Offsets;

class ProgressTest {

    private static final String CONSUMER = "order-priced$1";
    private static final TopicPartition SIX = new TopicPartition("order-priced", 6);
    private static final TopicPartition SEVEN = new TopicPartition("order-priced", 7);

    private final Progress progress = new Progress(Duration.ofSeconds(60));

    @Test
    void aConsumerWithNothingToDoIsFine() {
        assertThat(stalledAfter(600, idle(new Offsets(10, 10, 10, 10)))).isEmpty();
    }

    @Test
    void oneThatWasNeverAssignedAnythingIsFine() {
        assertThat(stalledAfter(600, new Sample(CONSUMER, 0, false, false, Optional.of(Map.of())))).isEmpty();
    }

    @Test
    void whatWaitsWhileTheConsumerIsIdleStalls() {
        Sample deaf = idle(new Offsets(10, 10, 12, 10));

        // Whether it is idle shows at the second look.
        assertThat(stalledAfter(65, deaf)).isEmpty();
        assertThat(stalledAfter(5, deaf)).singleElement().satisfies(stall -> {
            assertThat(stall.key()).isEqualTo("order-priced$1 order-priced-6");
            assertThat(stall.text()).isEqualTo("no progress for 65 s: position 10, committed 10, end 12");
        });
    }

    @Test
    void whatWasDeliveredAndIsNeverDoneStalls() {
        assertThat(stalledAfter(70, busy(1, new Offsets(15, 10, 15, 0)))).hasSize(1);
    }

    @Test
    void aBatchThatWaitsForAPartThatIsAwayNeverStalls() {
        assertThat(stalledAfter(6_000, new Sample(CONSUMER, 1, true, true, partitions(new Offsets(15, 10, 99, 0))))).isEmpty();
    }

    @Test
    void timeBeginsAnewAfterAWait() {
        assertThat(stalledAfter(50, busy(1, new Offsets(15, 10, 15, 0)))).isEmpty();
        assertThat(stalledAfter(5, new Sample(CONSUMER, 1, true, true, partitions(new Offsets(15, 10, 15, 0))))).isEmpty();
        assertThat(stalledAfter(50, busy(1, new Offsets(15, 10, 15, 0)))).isEmpty();
        assertThat(stalledAfter(20, busy(1, new Offsets(15, 10, 15, 0)))).hasSize(1);
    }

    @Test
    void timeBeginsAnewWhenKafkaIsBack() {
        assertThat(stalledAfter(50, idle(new Offsets(10, 10, 12, 10)))).isEmpty();
        progress.forget();
        assertThat(stalledAfter(50, idle(new Offsets(10, 10, 12, 10)))).isEmpty();
    }

    @Test
    void aBacklogThatShrinksIsProgress() {
        for (int committed = 0; committed < 100; committed++) {
            assertThat(stalledAfter(30, busy(committed, new Offsets(committed + 10, committed, 1_000, committed)))).isEmpty();
        }
    }

    @Test
    void aPartitionBehindOthersIsNotBlamedWhileTheyMove() {
        for (int committed = 0; committed < 100; committed++) {
            Sample sample = new Sample(CONSUMER, committed, true, false,
                    Optional.of(Map.of(SIX, new Offsets(committed + 10, committed, 1_000, committed), SEVEN, new Offsets(5, 2, 9, 0))));
            assertThat(stalledAfter(30, sample)).isEmpty();
        }
    }

    @Test
    void onePartitionThatIsDeafIsFoundThoughTheOthersAreFine() {
        Sample sample = new Sample(CONSUMER, 3, false, false,
                Optional.of(Map.of(SIX, new Offsets(10, 10, 10, 10), SEVEN, new Offsets(5, 5, 9, 5))));
        assertThat(stalledAfter(80, sample)).extracting(Stall::place).containsExactly("order-priced-7");
    }

    @Test
    void aConsumerThatDoesNotAnswerStalls() {
        Sample silent = new Sample(CONSUMER, 3, false, false, Optional.empty());
        assertThat(stalledAfter(60, silent)).isEmpty();
        assertThat(stalledAfter(5, silent)).singleElement().satisfies(stall -> assertThat(stall.text()).contains("does not answer"));
    }

    @Test
    void whatIsTakenAwayIsNobodysDebt() {
        assertThat(stalledAfter(50, idle(new Offsets(10, 10, 12, 10)))).isEmpty();
        assertThat(stalledAfter(5, new Sample(CONSUMER, 3, false, false, Optional.of(Map.of())))).isEmpty();
        assertThat(stalledAfter(50, idle(new Offsets(10, 10, 12, 10)))).isEmpty();
    }

    @Test
    void aCommitThatKafkaDidNotHearIsMadeAgainAtTheSecondLook() {
        Sample lost = idle(new Offsets(15, 10, 15, 15));

        assertThat(look(lost).unheard()).isEmpty();
        assertThat(look(lost).unheard()).isEqualTo(Map.of(CONSUMER, Map.of(SIX, 15L)));
        assertThat(look(idle(new Offsets(15, 15, 15, 15))).unheard()).isEmpty();
    }

    @Test
    void whatIsNotDoneIsNeverCommitted() {
        for (Sample undone : List.of(busy(1, new Offsets(15, 10, 15, 12)), idle(new Offsets(15, 10, 15, 12)))) {
            for (int again = 0; again < 3; again++) {
                assertThat(look(undone).unheard()).isEmpty();
            }
        }
    }

    private long now;

    private List<Stall> stalledAfter(int seconds, Sample sample) {
        List<Stall> stalls = look(sample).stalls();
        for (int second = 0; second < seconds; second += 5) {
            now += Duration.ofSeconds(5).toNanos();
            stalls = progress.judge(now, List.of(sample)).stalls();
        }
        return stalls;
    }

    private Progress.Verdict look(Sample sample) {
        return progress.judge(now, List.of(sample));
    }

    private static Sample idle(Offsets offsets) {
        return new Sample(CONSUMER, 3, false, false, partitions(offsets));
    }

    private static Sample busy(int begun, Offsets offsets) {
        return new Sample(CONSUMER, begun, true, false, partitions(offsets));
    }

    private static Optional<Map<TopicPartition, Offsets>> partitions(Offsets offsets) {
        return Optional.of(Map.of(SIX, offsets));
    }
}
