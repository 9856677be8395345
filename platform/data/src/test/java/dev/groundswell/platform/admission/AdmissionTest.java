package dev.groundswell.platform.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

class AdmissionTest {

    private static final int MOST = 2;
    private static final int SOON_SECONDS = 10;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final BlockingQueue<RoutingContext> inWork = new LinkedBlockingQueue<>();
    private URI address;

    AdmissionTest() {
        this.address = URI.create("http://localhost");
    }

    @BeforeEach
    void listen() throws Exception {
        Admission admission = new Admission(new Config(MOST, LONGEST), new ObjectMapper(), registry);
        Router router = Router.router(vertx);
        router.route().handler(admission::admit).handler(inWork::add);
        HttpServer server = vertx.createHttpServer().requestHandler(router).listen(0).toCompletionStage().toCompletableFuture().get();
        address = URI.create("http://localhost:" + server.actualPort() + "/");
    }

    @AfterEach
    void close() {
        client.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void refusesWhatIsTooMuchUntilSomethingIsAnswered() throws Exception {
        CompletableFuture<HttpResponse<String>> first = send();
        CompletableFuture<HttpResponse<String>> second = send();
        RoutingContext one = next();
        RoutingContext other = next();

        HttpResponse<String> refused = send().get(SOON_SECONDS, TimeUnit.SECONDS);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(refused.body()).contains("\"urn:groundswell:problem:unavailable\"");
        assertThat(registry.get("requests.refused").counter().count()).isEqualTo(1);

        answer(one);
        var _ = CompletableFuture.anyOf(first, second).get(SOON_SECONDS, TimeUnit.SECONDS);
        CompletableFuture<HttpResponse<String>> third = send();
        answer(next());
        answer(other);
        assertThat(third.get(SOON_SECONDS, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(first.get(SOON_SECONDS, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(second.get(SOON_SECONDS, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        await().until(() -> counted() == 0);
    }

    @Test
    void forgetsWhoHasGone() throws Exception {
        CompletableFuture<HttpResponse<String>> gone = send();
        RoutingContext one = next();
        assertThat(counted()).isEqualTo(1);

        one.request().connection().close();

        await().until(() -> counted() == 0);
        assertThat(gone).isNotNull();
    }

    /// It may last for a minute and costs nothing meanwhile.
    @Test
    void countsAStreamUntilItHasBegun() throws Exception {
        CompletableFuture<HttpResponse<String>> streamed = send();
        RoutingContext stream = next();
        assertThat(counted()).isEqualTo(1);

        stream.vertx().runOnContext(now -> stream.response().setChunked(true).write("first "));
        await().until(() -> counted() == 0);
        stream.vertx().runOnContext(now -> stream.response().end("last"));

        assertThat(streamed.get(SOON_SECONDS, TimeUnit.SECONDS).body()).isEqualTo("first last");
        assertThat(counted()).isZero();
    }

    @Test
    void refusesSettingsThatCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> admission(new Config(0, LONGEST)))
                .withMessage("groundswell.admission.requests: must be at least 1; was 0");
        assertThatIllegalArgumentException().isThrownBy(() -> admission(new Config(1, Duration.ZERO)))
                .withMessage("groundswell.admission.longest: must be at least 1 ms; was PT0S");
    }

    private Admission admission(AdmissionConfig config) throws JsonProcessingException {
        return new Admission(config, new ObjectMapper(), registry);
    }

    private double counted() {
        return registry.get("requests.in.work").gauge().value();
    }

    private CompletableFuture<HttpResponse<String>> send() {
        return client.sendAsync(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    private RoutingContext next() throws InterruptedException {
        RoutingContext request = inWork.poll(SOON_SECONDS, TimeUnit.SECONDS);
        assertThat(request).as("a request within %d s", SOON_SECONDS).isNotNull();
        return request;
    }

    private static void answer(RoutingContext request) {
        request.vertx().runOnContext(now -> request.response().end("done"));
    }

    private record Config(int requests, Duration longest) implements AdmissionConfig {}
}
