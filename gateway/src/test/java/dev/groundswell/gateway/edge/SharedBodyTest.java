package dev.groundswell.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/// Up to 10 bytes are collected; beyond that the slowest may be 4 behind.
class SharedBodyTest {

    private static final int COLLECTED = 10;
    private static final int LAG = 4;

    private final Vertx vertx = Vertx.vertx();
    private final Audience.Source source = new Audience.Source();
    private final SharedBody body = new SharedBody(source, vertx.getOrCreateContext(), COLLECTED, LAG);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void eachReaderGetsAllOfIt() {
        List<Audience> early = Stream.generate(() -> join().resume()).limit(20).toList();
        append("abc", "def");
        Audience late = join().resume();
        append("g");
        body.end();
        Audience last = join().resume();

        await().untilAsserted(() -> assertThat(Stream.concat(early.stream(), Stream.of(late, last)))
                .allMatch(reader -> reader.heard().equals("abcdefg") && reader.end().equals("end")));
        assertThat(body.collects()).isTrue();
        assertThat(body.collected()).hasToString("abcdefg");
    }

    @Test
    void whatIsEmptyEnds() {
        Audience reader = join().resume();
        body.end();

        await().until(() -> reader.end().equals("end"));
        assertThat(reader.heard()).isEmpty();
        assertThat(body.collected()).hasToString("");
    }

    @Test
    void whatOutgrowsItsBoundIsReadToItsEndByThoseWhoHaveJoined() {
        Audience reading = join().resume();
        Audience waiting = join();
        append("abcdef", "ghij", "k");

        assertThat(body.collects()).isFalse();
        assertThat(join().joined()).isFalse();
        waiting.resume();
        append("l");
        body.end();
        await().untilAsserted(() -> assertThat(List.of(reading, waiting)).extracting(Audience::heard).containsOnly("abcdefghijkl"));
        await().untilAsserted(() -> assertThat(List.of(reading, waiting)).extracting(Audience::end).containsOnly("end"));
    }

    @Test
    void nobodyWaitsForTheSlowestWhileItIsCollected() {
        join();
        append("abcde", "fghij");

        assertThat(source.paused).hasValue(0);
    }

    @Test
    void theSourceWaitsForTheSlowest() {
        Audience slow = join();
        Audience fast = join().resume();
        append("abcdefgh", "ijk");
        assertThat(source.paused).hasValue(1);
        await().until(() -> fast.heard().length() == 11);
        assertThat(source.resumed).as("the slowest is 11 behind").hasValue(0);

        slow.fetch(1);
        assertThat(source.resumed).as("it is 3 behind, more than half of what it may").hasValue(0);
        slow.fetch(1);
        await().until(() -> source.resumed.get() == 1);
        append("lm");
        assertThat(source.paused).as("it is 2 behind").hasValue(1);
        append("nop");
        assertThat(source.paused).hasValue(2);
    }

    @Test
    void theSourceWaitsForNobodyWhoHasGone() {
        Audience slow = join();
        append("abcdefgh", "ijk");
        assertThat(source.paused).hasValue(1);

        slow.cancel();

        await().until(() -> source.resumed.get() == 1);
        append("lmnopqrst");
        assertThat(source.paused).hasValue(1);
        assertThat(slow.heard()).isEmpty();
    }

    @Test
    void aFailureReachesAllBehindWhatHadCome() {
        Audience reading = join().resume();
        Audience waiting = join();
        append("abc");
        body.fail(new IllegalStateException("broken"));

        await().until(() -> reading.end().equals("broken"));
        assertThat(reading.heard()).isEqualTo("abc");
        assertThat(waiting.end()).isEmpty();
        waiting.resume();
        assertThat(waiting.heard()).isEqualTo("abc");
        assertThat(waiting.end()).isEqualTo("broken");
    }

    @CanIgnoreReturnValue
    private Audience join() {
        return Audience.join(body, vertx);
    }

    private void append(String... parts) {
        Stream.of(parts).map(Buffer::buffer).forEach(body::append);
    }
}
