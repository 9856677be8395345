package dev.groundswell.platform.cache;

import static dev.groundswell.platform.cache.Bench.LONG;
import static dev.groundswell.platform.cache.Bench.soon;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;

/// What is shown when the origin or Redis is slow, fails or talks nonsense.
class TroubleTest {

    private static final Duration AT_ONCE = Duration.ofMillis(1);

    @Test
    void aSlowOriginLetsWhatHasJustRunOutBeShownAndIsHeardLater() throws Exception {
        Bench bench = new Bench(new Limits(AT_ONCE, LONG, LONG));
        bench.fill("a", Entry.of("old", 1));
        bench.time.pass(Duration.ofMillis(9_999));

        assertThat(soon(bench.get("a"))).contains("old");
        assertThat(bench.count("cache.stale", "why", "slow")).isEqualTo(1);
        ManualOrigin.Load load = bench.origin.next();
        CompletableFuture<Optional<String>> past = Bench.asked(() -> bench.cache.getPast("b"));
        load.say("a", Entry.of("new", 2));
        bench.origin.next().say("b", Entry.absent(0));
        assertThat(soon(past)).isEmpty();
        assertThat(soon(bench.get("a"))).contains("new");
    }

    @Test
    void aSlowOriginIsWaitedForByWhoMayNotBeShownAnythingOlder() throws Exception {
        Bench bench = new Bench(new Limits(AT_ONCE, LONG, LONG));
        bench.fill("aged", Entry.of("old", 1));
        bench.time.pass(Duration.ofSeconds(6));
        for (String key : List.of("outdated", "seen", "shown")) {
            bench.fill(key, Entry.of("old", 1));
        }
        bench.time.pass(Duration.ofSeconds(6));
        bench.cache.invalidated("outdated", 2);
        CompletableFuture<Optional<String>> outdated = bench.get("outdated");
        CompletableFuture<Optional<String>> seen = bench.getFilledSince("seen", bench.time.instant());
        CompletableFuture<Optional<String>> aged = bench.get("aged");

        // It begins to wait after the others.
        assertThat(soon(bench.get("shown"))).contains("old");
        bench.origin.always = Entry.of("new", 2);
        ManualOrigin.Load begun = bench.origin.next();
        begun.say(begun.keys().stream().collect(toMap(key -> key, key -> Entry.of("new", 2))));
        for (CompletableFuture<Optional<String>> reader : List.of(outdated, seen, aged)) {
            assertThat(soon(reader)).contains("new");
        }
    }

    @Test
    void anOriginThatHangsFailsReadsInTimeAndWhatItSaysLaterIsKept() throws Exception {
        Bench bench = new Bench(new Limits(AT_ONCE, Duration.ofMillis(20), LONG));
        CompletableFuture<Optional<String>> reader = bench.get("a");
        ManualOrigin.Load load = bench.origin.next();
        assertThatThrownBy(() -> soon(reader)).hasCauseInstanceOf(TimeoutException.class);

        load.say("a", Entry.of("one", 1));
        assertThat(soon(bench.get("a"))).contains("one");
        assertThat(bench.origin.loads).hasValue(1);
    }

    @Test
    void aLoadThatNeverEndsDoesNotStopTheNextLook() throws Exception {
        Bench bench = new Bench(new Limits(AT_ONCE, Duration.ofMillis(200), LONG));
        CompletableFuture<Optional<String>> reader = bench.get("a");
        ManualOrigin.Load _ = bench.origin.next();
        assertThatThrownBy(() -> soon(reader)).hasCauseInstanceOf(TimeoutException.class);

        bench.fill("a", Entry.of("one", 1));
    }

    @Test
    void anOriginThatFailsLetsTheLastValueBeShownForAMinuteEvenIfItIsOutdated() throws Exception {
        Bench bench = new Bench();
        bench.fill("a", Entry.of("old", 1));
        bench.shelf.copies.clear();
        bench.cache.invalidated("a", 2);
        bench.time.pass(Duration.ofMillis(59_999));

        CompletableFuture<Optional<String>> reader = bench.get("a");
        bench.origin.next().fail();
        assertThat(soon(reader)).contains("old");
        assertThat(bench.count("cache.stale", "why", "failed")).isEqualTo(1);

        bench.time.pass(Duration.ofMillis(1));
        CompletableFuture<Optional<String>> late = bench.get("a");
        bench.origin.next().fail();
        assertThatThrownBy(() -> soon(late)).hasRootCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void anOriginThatFailsDoesNotLetAClientBeShownWhatWasFilledBeforeItsTime() throws Exception {
        Bench bench = new Bench();
        bench.fill("a", Entry.of("old", 1));

        CompletableFuture<Optional<String>> client = bench.getFilledSince("a", bench.time.instant());
        bench.origin.next().fail();
        assertThatThrownBy(() -> soon(client)).hasRootCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void aCopyThatIsNotBelievedAnyMoreStandsInForAnOriginThatFails() throws Exception {
        Bench before = new Bench();
        before.fill("a", Entry.of("old", 1));
        Bench bench = new Bench(new Limits(), before.shelf);
        bench.time.pass(Duration.ofSeconds(59));

        CompletableFuture<Optional<String>> reader = bench.get("a");
        bench.origin.next().fail();
        assertThat(soon(reader)).contains("old");
    }

    @Test
    void withoutRedisTheOriginIsAsked() throws Exception {
        Bench bench = new Bench();
        bench.shelf.instead = Uni.createFrom().failure(new IllegalStateException("Redis is away"));

        bench.fill("a", Entry.of("one", 1));
        assertThat(bench.count("cache.lookups", "tier", "redis", "outcome", "unavailable")).isEqualTo(1);
    }

    @Test
    void aRedisThatDoesNotAnswerIsNotWaitedFor() throws Exception {
        Bench bench = new Bench(new Limits(LONG, LONG, Duration.ofMillis(5)));
        bench.shelf.instead = Uni.createFrom().nothing();

        bench.fill("a", Entry.of("one", 1));
        assertThat(soon(bench.get("a"))).contains("one");
        assertThat(bench.count("cache.lookups", "tier", "redis", "outcome", "unavailable")).isEqualTo(1);
    }

    @Test
    void whatIsNoCopyInRedisIsIgnoredCountedAndReplaced() throws Exception {
        Bench bench = new Bench();
        bench.shelf.copies.put("gs:test:1:a", new Copies.Copy("gs:test:1:a", 7, "poison".getBytes(UTF_8), LONG, null, false));

        bench.fill("a", Entry.of("one", 1));
        assertThat(bench.count("cache.ignored", "cache", "test")).isEqualTo(1);
        // printf poison | sha1sum
        assertThat(Objects.requireNonNull(bench.shelf.of("a")).unreadable()).isEqualTo("e6aa09fd40ce4f9df7183e38dec4c3d874ece1cc");
        assertThat(soon(new Bench(new Limits(), bench.shelf).get("a"))).contains("one");
    }
}
