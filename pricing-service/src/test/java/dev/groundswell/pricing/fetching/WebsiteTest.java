package dev.groundswell.pricing.fetching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/// A provider that is away, slow, huge, torn or elsewhere.
class WebsiteTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long MOST = 256 * 1024;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void givesWhatItSays() {
        assertThat(ask(request -> end(request, 200, "rates"))).isEqualTo("rates".getBytes());
    }

    @Test
    void doesNotWaitForWhoIsAway() {
        int port = listen(request -> end(request, 200, ""));
        close();
        Vertx another = Vertx.vertx();
        try {
            assertThatThrownBy(() -> new Website(address(port), MOST, another).document().await().atMost(PATIENCE))
                    .hasMessageContaining("refused");
        } finally {
            another.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 302, 404, 500, 503})
    void takesNothingElseForAnAnswer(int status) {
        assertThatThrownBy(() -> ask(request -> {
            request.response().putHeader("Location", "/elsewhere");
            end(request, status, "");
        })).hasMessage("it answers " + status);
    }

    @Test
    void stopsReadingWhatIsHuge() {
        AtomicBoolean closed = new AtomicBoolean();

        assertThatThrownBy(() -> ask(request -> {
            request.connection().closeHandler(end -> closed.set(true));
            request.response().setChunked(true).drainHandler(more -> pour(request));
            pour(request);
        })).isInstanceOf(Unbelievable.class).hasMessage("it has more than " + MOST + " bytes");
        await().atMost(PATIENCE).untilTrue(closed);
    }

    @Test
    void failsWithWhatBreaksOff() {
        assertThatThrownBy(() -> ask(request -> {
            var _ = request.response().putHeader("Content-Length", "1000").write("<Envelope>")
                    .onComplete(written -> request.connection().close());
        })).isInstanceOf(Exception.class);
    }

    @Test
    void givesUpWhoDripsAndClosesTheConnection() {
        AtomicBoolean closed = new AtomicBoolean();
        int port = listen(request -> {
            request.connection().closeHandler(end -> closed.set(true));
            request.response().setChunked(true);
            long _ = vertx.setPeriodic(10, tick -> {
                var _ = request.response().write(".");
            });
        });

        assertThatThrownBy(() -> new Website(address(port), MOST, vertx).document().ifNoItem().after(Duration.ofMillis(300)).fail()
                .await().atMost(PATIENCE)).isInstanceOf(TimeoutException.class);
        await().atMost(PATIENCE).untilTrue(closed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://host/rates", "rates.xml", "http:/rates"})
    void takesWebAddressesOnly(String address) {
        assertThatThrownBy(() -> new Website(URI.create(address), MOST, vertx))
                .hasMessage("groundswell.rates.provider: must be an http or https address; was " + address);
    }

    private byte[] ask(Handler<HttpServerRequest> answer) {
        return new Website(address(listen(answer)), MOST, vertx).document().await().atMost(PATIENCE);
    }

    private int listen(Handler<HttpServerRequest> answer) {
        return vertx.createHttpServer().requestHandler(answer).listen(0).toCompletionStage().toCompletableFuture().join().actualPort();
    }

    private static void pour(HttpServerRequest request) {
        while (!request.response().writeQueueFull() && !request.response().closed()) {
            var _ = request.response().write(Buffer.buffer(new byte[8_192]));
        }
    }

    private static void end(HttpServerRequest request, int status, String body) {
        var _ = request.response().setStatusCode(status).end(body);
    }

    private static URI address(int port) {
        return URI.create("http://localhost:" + port + "/rates.xml");
    }
}
