package dev.groundswell.gateway.store;

import static dev.groundswell.gateway.store.Answers.NOON;
import static dev.groundswell.gateway.store.Answers.head;
import static dev.groundswell.gateway.store.Answers.headers;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

import dev.groundswell.gateway.store.InvalidationMarks.Verdict;

class AnswerHeadTest {

    @Test
    void isNamedByPathAndTarget() {
        assertThat(names("/a", headers())).containsExactly("/a");
        assertThat(names("/a?x=1&y", headers())).containsExactly("/a", "/a?x=1&y");
    }

    @Test
    void isNamedByAllItsTags() {
        assertThat(names("/a", headers("Cache-Tag", "product:A, category:c,,", "cache-tag", " price:A ", "Cache-Tag", "")))
                .containsExactly("/a", "#product:A", "#category:c", "#price:A");
    }

    @Test
    void aTagIsNoPath() {
        assertThat(names("/a", headers("Cache-Tag", "/b"))).containsExactly("/a", "#/b");
    }

    @Test
    void knowsWhatTellsItFromAnother() {
        assertThat(head("/a", headers(), headers("ETag", "\"1\""), NOON, 0).hasValidator()).isTrue();
        assertThat(head("/a", headers(), headers("Last-Modified", "x"), NOON, 0).hasValidator()).isTrue();
        assertThat(head("/a", headers(), headers("Date", "x"), NOON, 0).hasValidator()).isFalse();
    }

    @Test
    void agesFromWhenItWasMadeOrConfirmed() {
        MultiMap headers = headers("Date", "Sat, 31 Jan 2026 11:59:00 GMT", "Cache-Control", "max-age=90");
        AnswerHead.Asked asked = new AnswerHead.Asked("/a", headers(), NOON, 0, 0, Duration.ZERO);

        assertThat(AnswerHead.of(asked, 200, headers, NOON).age(NOON.plusSeconds(5))).isEqualTo(Duration.ofSeconds(65));
        assertThat(AnswerHead.ofConfirmed(asked, 200, headers, true, NOON).age(NOON)).isEqualTo(Duration.ofSeconds(60));
        AnswerHead confirmed = AnswerHead.ofConfirmed(asked, 200, headers, false, NOON);
        assertThat(confirmed.age(NOON.plusSeconds(5))).isEqualTo(Duration.ofSeconds(5));
        assertThat(confirmed.headers().contains("Date")).as("it goes on being told").isTrue();
    }

    @Test
    void aKeptAnswerHearsOfEachMarkOnce() {
        InvalidationMarks marks = new InvalidationMarks(100, () -> 0);
        StoredAnswer kept = new StoredAnswer(head("/a", headers(), headers("Cache-Tag", "t"), NOON, 0), Buffer.buffer());
        assertThat(kept.verdict(marks)).isEqualTo(Verdict.VALID);
        marks.mark(List.of("/b"), true);
        assertThat(kept.verdict(marks)).isEqualTo(Verdict.VALID);
        marks.mark(List.of(AnswerHead.tag("t")), false);
        assertThat(kept.verdict(marks)).isEqualTo(Verdict.STALE);
        assertThat(kept.verdict(marks)).isEqualTo(Verdict.STALE);

        StoredAnswer renewed = kept.withHead(head("/a", headers(), headers("Cache-Tag", "t"), NOON, marks.count()));
        assertThat(renewed.verdict(marks)).isEqualTo(Verdict.VALID);
    }

    private static List<String> names(String target, MultiMap headers) {
        return head(target, headers(), headers, NOON, 0).names();
    }
}
