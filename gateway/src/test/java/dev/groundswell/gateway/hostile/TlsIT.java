package dev.groundswell.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;

import dev.groundswell.gateway.service.Surroundings;

/// HTTP/2 over TLS, by configuration alone.
@QuarkusTest
@TestProfile(Guarded.class)
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class TlsIT {

    @ConfigProperty(name = "test.token.customer")
    String customer;
    @TestHTTPResource(tls = true)
    URI gateway;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient(new HttpClientOptions().setSsl(true).setTrustAll(true).setVerifyHost(false)
            .setUseAlpn(true).setProtocolVersion(HttpVersion.HTTP_2));

    record Got(HttpVersion version, int status, Map<String, String> fields, String body) {}

    /// The gateway of these tests hangs up on a client that has not asked within half a second, which the first handshakes of a process may take.
    @BeforeEach
    void connect() {
        await().ignoreExceptionsInstanceOf(CompletionException.class)
                .until(() -> ask(options(HttpMethod.GET, "/api/products/echo"), null).status() == 200);
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void isAgreedOnAndToldTheServiceAsOneRequest() {
        Got got = ask(options(HttpMethod.GET, "/api/products/echo"), null);

        assertThat(got.version()).isEqualTo(HttpVersion.HTTP_2);
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.fields()).containsEntry("strict-transport-security", "max-age=31536000").doesNotContainKey("connection");
        JsonObject headers = new JsonObject(got.body()).getJsonObject("headers");
        assertThat(headers.getJsonArray("forwarded").getString(0)).contains("proto=https", "host=\"" + gateway.getHost());
        assertThat(headers.getJsonArray("via").getString(0)).isEqualTo("2 groundswell");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aBodyPassesWithAndWithoutALength(boolean told) {
        RequestOptions options = options(HttpMethod.POST, "/api/orders").putHeader("Authorization", "Bearer " + customer);
        if (told) {
            options.putHeader("Content-Length", "7");
        }
        Got got = ask(options, "{\"a\":1}");

        assertThat(got.status()).isEqualTo(202);
        assertThat(got.body()).isEqualTo("{\"a\":1}");
    }

    @Test
    void aRefusalHasNothingOfHttp1AndTheConnectionGoesOn() {
        Got refused = ask(options(HttpMethod.POST, "/api/orders").putHeader("Authorization", "Bearer " + customer)
                .putHeader("Content-Length", String.valueOf(9 << 20)), null);

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.fields()).doesNotContainKeys("connection", "keep-alive", "transfer-encoding");
        assertThat(ask(options(HttpMethod.GET, "/api/products/echo"), null).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"transfer-encoding, chunked", "connection, x-y", "host, evil.example", "x-a, 'b\r\nx-c: d'"})
    void whatHttp2HasNotIsRefused(String name, String value) {
        Future<Integer> status = client.request(options(HttpMethod.GET, "/api/products/echo")).compose(request -> {
            request.headers().add(name, value);
            return request.send();
        }).map(HttpClientResponse::statusCode).otherwise(0);

        assertThat(joined(status)).isIn(0, 400);
    }

    /// What nobody may keep is asked for once, and by each of them when the first has heard that.
    @Test
    void whoHasWaitedForAnAnswerThatIsAnothersAsksToo() {
        List<Future<Got>> together = Stream.generate(() -> asked(options(HttpMethod.GET, "/api/products/token?expand=price"), null))
                .limit(20)
                .toList();

        assertThat(together).allSatisfy(got -> assertThat(joined(got).status()).isEqualTo(200));
    }

    private RequestOptions options(HttpMethod method, String target) {
        return new RequestOptions().setMethod(method).setHost(gateway.getHost()).setPort(gateway.getPort()).setURI(target);
    }

    private Got ask(RequestOptions options, @Nullable String body) {
        return joined(asked(options, body));
    }

    private Future<Got> asked(RequestOptions options, @Nullable String body) {
        return client.request(options)
                .compose(request -> {
                    Future<HttpClientResponse> answer = request.response();
                    var _ = body == null && options.getHeaders() != null && options.getHeaders().contains("Content-Length")
                            ? request.sendHead()
                            : request.end(body == null ? Buffer.buffer() : Buffer.buffer(body));
                    return answer;
                })
                .compose(answer -> answer.body()
                        .map(read -> new Got(answer.version(), answer.statusCode(), fields(answer), read.toString())));
    }

    private static Map<String, String> fields(HttpClientResponse answer) {
        Map<String, String> fields = new HashMap<>();
        answer.headers().forEach(header -> fields.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        return fields;
    }

    private static <T> T joined(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
