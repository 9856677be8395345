package dev.groundswell.gateway.store;

import static dev.groundswell.gateway.store.Answers.NOON;
import static dev.groundswell.gateway.store.Answers.answer;
import static dev.groundswell.gateway.store.Answers.headers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import java.time.Duration;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.MultiMap;

class AnswerStoreTest {

    private static final int SIZE = 1 << 20;
    private static final MultiMap VARIES = headers("Vary", "Lang");

    private final AnswerStore store = new AnswerStore(new Settings());

    @Test
    void findsWhatIsKeptForATarget() {
        StoredAnswer kept = answer("one", headers(), headers(), NOON, 0);
        store.put("/a", kept);

        assertThat(store.find("/a", headers("Lang", "de"))).isSameAs(kept);
        assertThat(store.find("/b", headers())).isNull();
        assertThat(store.find("/a?x", headers())).isNull();
    }

    @Test
    void findsTheVariantOfTheRequest() {
        StoredAnswer german = answer("deutsch", headers("Lang", "de"), VARIES, NOON, 0);
        StoredAnswer none = answer("none", headers(), VARIES, NOON, 0);
        store.put("/a", german);
        store.put("/a", none);

        assertThat(store.find("/a", headers("lang", "de"))).isSameAs(german);
        assertThat(store.find("/a", headers())).isSameAs(none);
        assertThat(store.find("/a", headers("Lang", "en"))).isNull();
    }

    @Test
    void findsTheLatestOfThoseThatFit() {
        StoredAnswer forAll = answer("all", headers(), headers(), NOON, 0);
        StoredAnswer german = answer("deutsch", headers("Lang", "de"), VARIES, NOON.plusSeconds(1), 0);
        store.put("/a", forAll);
        store.put("/a", german);

        assertThat(store.find("/a", headers("Lang", "de"))).isSameAs(german);
        assertThat(store.find("/a", headers("Lang", "en"))).isSameAs(forAll);
    }

    @Test
    void replacesTheSameVariantOnly() {
        StoredAnswer german = answer("deutsch", headers("Lang", "de"), VARIES, NOON, 0);
        StoredAnswer english = answer("english", headers("Lang", "en"), VARIES, NOON, 0);
        StoredAnswer later = answer("deutsch, doch", headers("Lang", "de"), VARIES, NOON.plusSeconds(1), 0);
        store.put("/a", german);
        store.put("/a", english);
        store.put("/a", later);

        assertThat(store.find("/a", headers("Lang", "de"))).isSameAs(later);
        assertThat(store.find("/a", headers("Lang", "en"))).isSameAs(english);
        store.remove("/a", later);
        assertThat(store.find("/a", headers("Lang", "de"))).as("the earlier one is not there any more").isNull();
    }

    @Test
    void keepsNoAnswerInPlaceOfOneThatWasAskedForLater() {
        StoredAnswer later = answer("later", headers(), headers(), NOON.plusSeconds(1), 0);
        store.put("/a", later);
        store.put("/a", answer("earlier", headers(), headers(), NOON, 0));

        assertThat(store.find("/a", headers())).isSameAs(later);
    }

    @Test
    void keepsTheOneThatCameLastOfTwoAskedForAtOnce() {
        store.put("/a", answer("first", headers(), headers(), NOON.plusNanos(0), 0));
        StoredAnswer second = answer("second", headers(), headers(), NOON.plusMillis(1).minusMillis(1), 0);
        store.put("/a", second);

        assertThat(store.find("/a", headers())).isSameAs(second);
    }

    @Test
    void keepsTheOneThatWasAskedForAfterAnInvalidationWhateverTheClockSays() {
        StoredAnswer after = answer("after", headers(), headers(), NOON.minusSeconds(1), 8);
        store.put("/a", answer("before", headers(), headers(), NOON, 7));
        store.put("/a", after);
        store.put("/a", answer("late", headers(), headers(), NOON.plusSeconds(1), 7));

        assertThat(store.find("/a", headers())).isSameAs(after);
    }

    @Test
    void dropsAnAnswerUnlessItHasBeenReplaced() {
        StoredAnswer first = answer("first", headers(), headers(), NOON, 0);
        StoredAnswer second = answer("second", headers(), headers(), NOON.plusSeconds(1), 0);
        store.put("/a", first);
        store.put("/a", second);
        store.remove("/a", first);
        assertThat(store.find("/a", headers())).isSameAs(second);

        store.remove("/a", second);
        assertThat(store.find("/a", headers())).isNull();
    }

    @Test
    void tellsRequestsApartAsTheLatestAnswerDoes() {
        assertThat(store.secondaryKey("/a", headers("Lang", "de"))).isEmpty();
        store.put("/a", answer("all", headers(), headers(), NOON, 0));
        assertThat(store.secondaryKey("/a", headers("Lang", "de"))).isEmpty();
        store.put("/a", answer("deutsch", headers("Lang", "de"), VARIES, NOON.plusSeconds(1), 0));

        assertThat(store.secondaryKey("/a", headers("Lang", "de"))).isEqualTo(store.secondaryKey("/a", headers("lang", "de", "X", "y")))
                .isNotEqualTo(store.secondaryKey("/a", headers("Lang", "en"))).isNotEqualTo(store.secondaryKey("/a", headers()));
    }

    @Test
    void keepsSixteenVariantsOfATarget() {
        for (int i = 0; i < 20; i++) {
            store.put("/a", answer("" + i, headers("Lang", "" + i), VARIES, NOON.plusSeconds(i), 0));
        }

        assertThat(IntStream.range(0, 20).filter(i -> store.find("/a", headers("Lang", "" + i)) != null).boxed())
                .containsExactlyElementsOf(IntStream.range(4, 20).boxed().toList());
    }

    @Test
    void holdsNoMoreBytesThanItMay() {
        String body = "x".repeat(10_000);
        for (int i = 0; i < 1_000; i++) {
            store.put("/" + i, answer(body, headers(), headers(), NOON, 0));
        }

        await().untilAsserted(
                () -> assertThat(IntStream.range(0, 1_000).filter(i -> store.find("/" + i, headers()) != null).count() * body.length())
                        .isBetween(SIZE / 2L, (long) SIZE));
    }

    private static final class Settings implements StoreSettings {

        @Override
        public MemorySize size() {
            return new MemorySize(BigInteger.valueOf(SIZE));
        }

        @Override
        public MemorySize largest() {
            return size();
        }

        @Override
        public Duration unused() {
            return Duration.ofMinutes(10);
        }
    }
}
