package dev.groundswell.testbed.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final List<String> SERVICES = List.of("gateway-1", "order-1", "order-2", "catalog-1", "pricing-1");

    @Test
    void isTheSameForTheSameSeedOnly() {
        assertThat(episodes(7, 50)).isEqualTo(episodes(7, 50)).isNotEqualTo(episodes(8, 50));
    }

    @Test
    void dealsEveryFaultBeforeAnyComesAgain() {
        List<Fault> all = Fault.all(SERVICES);
        List<Fault> dealt = new ArrayList<>();
        episodes(3, 200).forEach(episode -> dealt.addAll(episode.faults()));

        assertThat(dealt.subList(0, all.size())).containsExactlyInAnyOrderElementsOf(all);
        assertThat(dealt.subList(all.size(), 2 * all.size())).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void strikesTwoDifferentPartsEveryThirdTime() {
        List<Schedule.Episode> episodes = episodes(5, 30);

        assertThat(episodes.stream().map(episode -> episode.faults().size()).toList())
                .isEqualTo(IntStream.range(0, 30).map(number -> number % 3 == 2 ? 2 : 1).boxed().toList());
        assertThat(episodes).allSatisfy(episode -> assertThat(new HashSet<>(episode.faults().stream().map(Fault::part).toList()))
                .hasSameSizeAs(episode.faults()));
    }

    @Test
    void faultsLastAsLongAsWanted() {
        Schedule schedule = new Schedule(1, Fault.parse("--fault", "kafka:freeze", SERVICES), Duration.ofMinutes(5));

        assertThat(schedule.next()).satisfies(episode -> {
            assertThat(episode.length()).isEqualTo(Duration.ofMinutes(5));
            assertThat(episode.faults()).containsExactly(new Fault("kafka", Fault.Kind.FREEZE));
        });
    }

    private static List<Schedule.Episode> episodes(long seed, int number) {
        Schedule schedule = new Schedule(seed, Fault.all(SERVICES), null);
        return IntStream.range(0, number).mapToObj(one -> schedule.next()).toList();
    }
}
