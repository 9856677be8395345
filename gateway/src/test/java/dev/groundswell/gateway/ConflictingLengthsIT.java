package dev.groundswell.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;

import dev.groundswell.gateway.service.Surroundings;

/// An answer whose end two readers could see in two places is nobody's but the one who asked.
@QuarkusTest
@TestProfile(BeforeScriptedOrigin.class)
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class ConflictingLengthsIT extends EdgeTesting {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nCache-Control: public, max-age=60\r\n";

    @ConfigProperty(name = "test.raw-origin")
    int rawPort;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger asked = new AtomicInteger();
    private final String price = path.replace("products", "prices");

    @AfterEach
    void stopRawOrigin() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 3\r\nContent-Length: 6\r\n\r\nabcdef", "Content-Length: 3, 6\r\n\r\nabcdef",
            "Content-Length: +3\r\n\r\nabc", "Content-Length: x\r\n\r\nabc", "Content-Length: -1\r\n\r\nabc",
            "Content-Length: 99999999999999999999\r\n\r\nabc",
            "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nabcdef\r\n0\r\n\r\n"})
    void anAnswerWithTwoLengthsIsNone(String rest) {
        says(HEAD + rest);

        assertThat(get(price).statusCode()).isEqualTo(502);
        assertThat(get(price).statusCode()).isEqualTo(502);
        assertThat(asked.get()).isEqualTo(2);
    }

    private void says(String text) {
        vertx.createNetServer().connectHandler(socket -> socket.handler(request -> {
            asked.incrementAndGet();
            socket.write(text);
        })).listen(rawPort, "localhost").toCompletionStage().toCompletableFuture().join();
    }
}
