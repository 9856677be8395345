package dev.groundswell.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

class BodyReaderTest {

    private final Vertx vertx = Vertx.vertx();
    private final SharedBody body = new SharedBody(new Audience.Source(), vertx.getOrCreateContext(), 1_000, 1_000);
    private final Audience reader = Audience.join(body, vertx);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void readsNothingBeforeItIsResumed() {
        append("a");
        settle();

        assertThat(reader.heard()).isEmpty();
        assertThat(reader.resume().heard()).isEqualTo("a");
    }

    @Test
    void readsOnAsMoreComes() {
        reader.resume();
        append("a");
        await().until(() -> reader.heard().equals("a"));
        append("b");

        await().until(() -> reader.heard().equals("ab"));
        assertThat(reader.end()).isEmpty();
    }

    @Test
    void readsAsManyPartsAsItFetches() {
        append("a");
        append("b");
        append("c");

        assertThat(reader.fetch(2).heard()).isEqualTo("ab");
        assertThat(reader.fetch(5).heard()).isEqualTo("abc");
        append("d");
        await().until(() -> reader.heard().equals("abcd"));
    }

    @Test
    void isNotToldTheEndWhileItIsPaused() {
        reader.resume();
        append("a");
        await().until(() -> reader.heard().equals("a"));
        reader.pause();
        append("b");
        body.end();
        settle();

        assertThat(reader.heard()).isEqualTo("a");
        assertThat(reader.end()).isEmpty();
        reader.resume();
        assertThat(reader.heard()).isEqualTo("ab");
        assertThat(reader.end()).isEqualTo("end");
    }

    @Test
    void isToldTheEndOnce() {
        reader.resume();
        body.end();
        await().until(() -> reader.end().equals("end"));
        reader.pause().resume();
        reader.cancel();
        settle();

        assertThat(reader.end()).isEqualTo("end");
    }

    @Test
    void hearsNothingMoreOnceItIsCancelled() {
        reader.resume();
        append("a");
        await().until(() -> reader.heard().equals("a"));
        reader.cancel().cancel();
        append("b");
        body.fail(new IllegalStateException("broken"));
        reader.resume();
        settle();

        assertThat(reader.heard()).isEqualTo("a");
        assertThat(reader.end()).isEmpty();
    }

    private void append(String part) {
        body.append(Buffer.buffer(part));
    }

    /// Until it has done all it was woken for.
    private void settle() {
        reader.does(() -> {}).does(() -> {});
    }
}
