package dev.groundswell.platform.cache;

import static dev.groundswell.platform.cache.Bench.soon;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

/// Nothing that is known to be outdated is shown or kept.
class OutdatedTest {

    private final Bench bench = new Bench();

    @Test
    void anEventDropsWhatIsOlderAndLeavesWhatIsNot() throws Exception {
        bench.fill("old", Entry.of("one", 1));
        bench.fill("new", Entry.of("two", 2));
        bench.cache.invalidated("old", 2);
        bench.cache.invalidated("new", 2);

        assertThat(soon(bench.get("new"))).contains("two");
        bench.fill("old", Entry.of("two", 2));
        assertThat(soon(bench.get("old"))).contains("two");
        assertThat(bench.origin.loads).hasValue(3);
    }

    @Test
    void whoDoesNotHearOfChangesAsksBeyondMemory() throws Exception {
        bench.fill("a", Entry.of("one", 1));
        bench.hearing.deaf(true);
        bench.shelf.copies.clear();
        CompletableFuture<Optional<String>> reader = bench.get("a");
        bench.origin.next().say("a", Entry.of("two", 2));

        assertThat(soon(reader)).contains("two");
        bench.hearing.deaf(false);
        assertThat(soon(bench.get("a"))).contains("two");
        assertThat(bench.origin.loads).hasValue(2);
    }

    @Test
    void aLoadThatBeganBeforeAnEventIsReturnedToItsCallersAndNotKept() throws Exception {
        CompletableFuture<Optional<String>> before = bench.get("a");
        ManualOrigin.Load load = bench.origin.next();
        bench.cache.invalidated("a", 2);
        CompletableFuture<Optional<String>> after = bench.get("a");
        load.say("a", Entry.of("old", 1));

        assertThat(soon(before)).contains("old");
        assertThat(bench.shelf.of("a")).isNull();
        bench.origin.next().say("a", Entry.of("new", 2));
        assertThat(soon(after)).contains("new");
        assertThat(soon(bench.get("a"))).contains("new");
        assertThat(bench.origin.loads).hasValue(2);
    }

    @Test
    void aLateFillDoesNotReplaceWhatAWriterHasPut() throws Exception {
        CompletableFuture<Optional<String>> reader = bench.get("a");
        ManualOrigin.Load load = bench.origin.next();
        bench.cache.put("a", Entry.of("new", 2));
        load.say("a", Entry.of("old", 1));

        assertThat(soon(reader)).contains("old");
        assertThat(soon(bench.get("a"))).contains("new");
        assertThat(version("a")).isEqualTo(2);
        assertThat(bench.origin.loads).hasValue(1);
    }

    @Test
    void aWriterThatComesLateDoesNotReplaceAnother() throws Exception {
        bench.cache.put("a", Entry.of("new", 2));
        bench.cache.put("a", Entry.of("old", 1));

        assertThat(soon(bench.get("a"))).contains("new");
        assertThat(version("a")).isEqualTo(2);
    }

    @Test
    void anAbsenceThatComesLateDoesNotHideWhatWasCreated() throws Exception {
        CompletableFuture<Optional<String>> put = bench.get("put");
        ManualOrigin.Load load = bench.origin.next();
        bench.cache.put("put", Entry.of("one", 1));
        load.say("put", Entry.absent(0));
        assertThat(soon(put)).isEmpty();
        assertThat(soon(bench.get("put"))).contains("one");
        assertThat(version("put")).isEqualTo(1);

        CompletableFuture<Optional<String>> told = bench.get("told");
        ManualOrigin.Load another = bench.origin.next();
        bench.cache.invalidated("told", 1);
        another.say("told", Entry.absent(0));
        assertThat(soon(told)).isEmpty();
        assertThat(bench.shelf.of("told")).isNull();
        bench.fill("told", Entry.of("one", 1));
    }

    @Test
    void anAbsenceThatWasKeptEndsWithTheCreation() throws Exception {
        bench.fill("a", Entry.absent(0));
        assertThat(soon(bench.get("a"))).isEmpty();
        bench.cache.put("a", Entry.of("one", 1));
        assertThat(soon(bench.get("a"))).contains("one");

        bench.fill("b", Entry.absent(0));
        bench.cache.invalidated("b", 2);
        bench.fill("b", Entry.of("two", 2));
        assertThat(soon(bench.get("b"))).contains("two");
    }

    @Test
    void deletionsAndCreationsTakeTheirOrderFromTheirVersions() throws Exception {
        bench.fill("a", Entry.of("first", 1));
        bench.cache.put("a", Entry.absent(2));
        assertThat(soon(bench.get("a"))).isEmpty();
        bench.cache.put("a", Entry.of("first", 1));
        assertThat(soon(bench.get("a"))).isEmpty();
        bench.cache.put("a", Entry.of("second", 3));
        bench.cache.put("a", Entry.absent(2));
        assertThat(soon(bench.get("a"))).contains("second");
        assertThat(bench.origin.loads).hasValue(1);
    }

    @Test
    void aDeletionWithoutAVersionIsBelievedWhenItIsSeenAfterTheEvent() throws Exception {
        bench.fill("a", Entry.of("one", 1));
        bench.cache.invalidated("a", 2);
        bench.fill("a", Entry.absent(0));

        assertThat(soon(bench.get("a"))).isEmpty();
        assertThat(bench.origin.loads).hasValue(2);
    }

    @Test
    void aCopyInRedisBelowTheEventIsNotTaken() throws Exception {
        bench.fill("a", Entry.of("old", 1));
        Bench other = new Bench(new Limits(), bench.shelf);
        other.cache.invalidated("a", 2);

        other.fill("a", Entry.of("new", 2));
        assertThat(soon(other.get("a"))).contains("new");
    }

    @Test
    void whatIsSuspectIsAskedForAgain() throws Exception {
        bench.fill("a", Entry.of("one", 1));
        bench.cache.put("b", Entry.of("two", 2));
        CompletableFuture<Optional<String>> reader = bench.get("c");
        ManualOrigin.Load load = bench.origin.next();
        bench.cache.suspectAll();
        load.say("c", Entry.of("three", 3));
        assertThat(soon(reader)).contains("three");

        for (String key : new String[]{"a", "b", "c"}) {
            bench.fill(key, Entry.of("seen", 9));
            assertThat(soon(bench.get(key))).contains("seen");
        }
        Bench other = new Bench(new Limits(), bench.shelf);
        other.cache.suspectAll();
        other.fill("a", Entry.of("seen", 9));
    }

    @Test
    void oneKeyCanBeSuspectWithoutAVersion() throws Exception {
        bench.fill("a", Entry.of("one", 1));
        bench.fill("b", Entry.of("two", 2));
        bench.cache.suspect("a");

        bench.fill("a", Entry.of("one", 1));
        assertThat(soon(bench.get("a"))).contains("one");
        assertThat(soon(bench.get("b"))).contains("two");
        assertThat(bench.origin.loads).hasValue(3);
    }

    @Test
    void aClientIsNotShownWhatWasFilledBeforeItsTime() throws Exception {
        bench.fill("a", Entry.of("old", 1));
        bench.time.pass(Duration.ofMillis(100));
        Bench other = new Bench(new Limits(), bench.shelf);
        other.time.pass(Duration.ofMillis(100));

        CompletableFuture<Optional<String>> reader = bench.getFilledSince("a", bench.time.instant());
        bench.origin.next().say("a", Entry.of("new", 2));
        assertThat(soon(reader)).contains("new");
        bench.shelf.copies.clear();
        bench.fill("b", Entry.of("old", 1));
        Bench third = new Bench(new Limits(), bench.shelf);
        third.time.pass(Duration.ofMillis(200));
        CompletableFuture<Optional<String>> another = third.getFilledSince("b", third.time.instant());
        third.origin.next().say("b", Entry.of("new", 2));
        assertThat(soon(another)).contains("new");
    }

    @Test
    void aClientIsShownWhatWasFilledAfterItsTimeAndNotWhatAWriterTold() throws Exception {
        var since = bench.time.instant();
        bench.time.pass(Duration.ofMillis(1));
        bench.fill("a", Entry.of("one", 1));
        bench.cache.put("b", Entry.of("two", 2));

        assertThat(soon(bench.getFilledSince("a", since))).contains("one");
        assertThat(bench.origin.loads).hasValue(1);
        CompletableFuture<Optional<String>> reader = bench.getFilledSince("b", since);
        bench.origin.next().say("b", Entry.of("two", 2));
        assertThat(soon(reader)).contains("two");
    }

    @Test
    void whatTookLongToLoadIsAsOldAsTheQuestion() throws Exception {
        CompletableFuture<Optional<String>> reader = bench.get("a");
        ManualOrigin.Load load = bench.origin.next();
        bench.time.pass(Duration.ofSeconds(9));
        load.say("a", Entry.of("old", 1));
        assertThat(soon(reader)).contains("old");
        bench.shelf.copies.clear();
        bench.time.pass(Duration.ofSeconds(1));
        bench.fill("a", Entry.of("new", 2));
    }

    @Test
    void aClientIsNotShownWhatWasOnItsWayAtItsTime() throws Exception {
        CompletableFuture<Optional<String>> reader = bench.get("a");
        ManualOrigin.Load load = bench.origin.next();
        bench.time.pass(Duration.ofMillis(10));
        var since = bench.time.instant();
        bench.time.pass(Duration.ofMillis(10));
        load.say("a", Entry.of("old", 1));
        assertThat(soon(reader)).contains("old");

        CompletableFuture<Optional<String>> client = bench.getFilledSince("a", since);
        bench.origin.next().say("a", Entry.of("new", 2));
        assertThat(soon(client)).contains("new");
    }

    @Test
    void aClientDoesNotWaitForALookThatTakesWhatWasFilledBeforeItsTime() throws Exception {
        CompletableFuture<Optional<String>> anybody = bench.get("a");
        ManualOrigin.Load load = bench.origin.next();
        CompletableFuture<Optional<String>> client = bench.getFilledSince("a", bench.time.instant());
        load.say("a", Entry.of("old", 1));
        assertThat(soon(anybody)).contains("old");

        bench.origin.next().say("a", Entry.of("new", 2));
        assertThat(soon(client)).contains("new");
    }

    @Test
    void pastTheCachesTheOriginIsAskedAfterTheCallAndWhatItSaysIsKept() throws Exception {
        bench.fill("a", Entry.of("one", 1));
        CompletableFuture<Optional<String>> first = Bench.asked(() -> bench.cache.getPast("a"));
        ManualOrigin.Load load = bench.origin.next();
        CompletableFuture<Map<String, String>> second = Bench.asked(() -> bench.cache.getAllPast(List.of("a", "b")));
        load.say("a", Entry.of("two", 2));
        assertThat(soon(first)).contains("two");
        assertThat(soon(bench.get("a"))).contains("two");

        bench.origin.next().say("a", Entry.of("three", 3));
        assertThat(soon(second)).isEqualTo(Map.of("a", "three"));
        assertThat(soon(bench.get("a"))).contains("three");
        assertThat(soon(bench.get("b"))).isEmpty();
        assertThat(bench.shelf.reads).hasValue(1);
    }

    private long version(String key) {
        return Objects.requireNonNull(bench.shelf.of(key)).version();
    }
}
