package dev.groundswell.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import dev.groundswell.gateway.store.InvalidationMarks.Verdict;

class InvalidationMarksTest {

    private final AtomicLong seconds = new AtomicLong();
    private final InvalidationMarks marks = new InvalidationMarks(3, () -> TimeUnit.SECONDS.toNanos(seconds.get()));

    @Test
    void saysNothingOfWhatNobodyMarked() {
        soft("a");

        assertThat(verdict(0, "b", "c")).isEqualTo(Verdict.VALID);
    }

    @Test
    void anAnswerIsAsStaleAsTheWorstOfItsNames() {
        soft("a");
        hard("b");

        assertThat(verdict(0, "a", "c")).isEqualTo(Verdict.STALE);
        assertThat(verdict(0, "c", "b", "a")).isEqualTo(Verdict.GONE);
    }

    @Test
    void anAnswerThatWasOnItsWayIsStale() {
        long asked = marks.count();
        soft("a");

        assertThat(verdict(asked, "a")).isEqualTo(Verdict.STALE);
        assertThat(verdict(marks.count(), "a")).as("asked for after it").isEqualTo(Verdict.VALID);
    }

    @Test
    void whatIsGoneStaysGoneAfterALaterSoftMark() {
        hard("a");
        long between = marks.count();
        soft("a");

        assertThat(verdict(0, "a")).isEqualTo(Verdict.GONE);
        assertThat(verdict(between, "a")).isEqualTo(Verdict.STALE);
        assertThat(verdict(marks.count(), "a")).isEqualTo(Verdict.VALID);
    }

    @Test
    void whatIsGoneStaysGoneWhenItsMarkIsOfTheOlderGeneration() {
        hard("a");
        soft("b", "c");
        soft("a");

        assertThat(verdict(0, "a")).isEqualTo(Verdict.GONE);
        assertThat(verdict(2, "a")).isEqualTo(Verdict.STALE);
    }

    @Test
    void everythingThatWasAskedForBeforeIsStaleWhenAllIsMarked() {
        hard("a");
        long asked = marks.count();
        marks.markAll();

        assertThat(verdict(asked, "whatever")).isEqualTo(Verdict.STALE);
        assertThat(verdict(0, "a")).isEqualTo(Verdict.GONE);
        assertThat(verdict(marks.count(), "whatever")).isEqualTo(Verdict.VALID);
    }

    @Test
    void whatIsForgottenMakesAllOlderAnswersGone() {
        soft("a");
        soft("b");
        soft("c");
        long first = marks.count();
        assertThat(verdict(0, "other")).as("two generations are kept").isEqualTo(Verdict.VALID);
        soft("d", "e", "f");
        long second = marks.count();

        assertThat(verdict(0, "other")).as("whose mark is forgotten is not known").isEqualTo(Verdict.GONE);
        assertThat(verdict(first, "other")).isEqualTo(Verdict.VALID);
        assertThat(verdict(first, "d")).isEqualTo(Verdict.STALE);
        soft("g", "h", "i");
        assertThat(verdict(first, "other")).isEqualTo(Verdict.GONE);
        assertThat(verdict(second, "other")).isEqualTo(Verdict.VALID);
    }

    @Test
    void forgettingTakesNothingBack() {
        marks.markAll();
        soft("a", "b", "c");
        soft("d", "e", "f");
        long asked = marks.count();
        marks.markAll();
        soft("g", "h", "i");

        assertThat(verdict(asked, "other")).isEqualTo(Verdict.STALE);
    }

    @Test
    void theSameNameCountsOnce() {
        for (int i = 0; i < 100; i++) {
            soft("a");
        }

        assertThat(verdict(0, "other")).isEqualTo(Verdict.VALID);
        assertThat(marks.count()).isEqualTo(100);
    }

    @Test
    void whatIsAskedInTheOrdinaryWayShowsThingsAsOfTenSecondsAgo() {
        soft("b");
        long before = marks.count();
        seconds.addAndGet(100);
        soft("a");

        assertThat(marks.countKnown()).isEqualTo(before);
        assertThat(marks.markedLately(List.of("c", "a"))).isTrue();
        assertThat(marks.markedLately(List.of("b", "c"))).isFalse();
        assertThat(marks.verdict(List.of("a"), marks.count(), marks.countKnown())).isEqualTo(Verdict.STALE);
        seconds.addAndGet(10);
        assertThat(marks.markedLately(List.of("a"))).isTrue();
        seconds.addAndGet(2);
        assertThat(marks.countKnown()).isEqualTo(marks.count());
        assertThat(marks.markedLately(List.of("a"))).isFalse();
    }

    @Test
    void marksOfTheSameSecondAreForgottenWithTheLastOfThem() {
        soft("a");
        seconds.addAndGet(1);
        soft("b");
        soft("c");
        long all = marks.count();
        seconds.addAndGet(10);
        soft("d");

        assertThat(marks.markedLately(List.of("c"))).isTrue();
        seconds.addAndGet(2);
        assertThat(marks.countKnown()).isEqualTo(all);
        assertThat(marks.markedLately(List.of("c"))).isFalse();
        assertThat(marks.markedLately(List.of("d"))).isTrue();
    }

    /// Whoever begins to listen again has missed changes, but the services have not.
    @Test
    void markingAllMakesNobodyAskPastCaches() {
        marks.markAll();

        assertThat(marks.markedLately(List.of("a"))).isFalse();
        assertThat(verdict(0, "a")).isEqualTo(Verdict.STALE);
        assertThat(marks.verdict(List.of("a"), marks.count(), marks.countKnown())).isEqualTo(Verdict.VALID);
    }

    private void soft(String... names) {
        marks.mark(List.of(names), false);
    }

    private void hard(String... names) {
        marks.mark(List.of(names), true);
    }

    private Verdict verdict(long asked, String... names) {
        return marks.verdict(List.of(names), asked, asked);
    }
}
