package dev.groundswell.testbed.retail;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/// A patient customer of the gateways: what was not answered, or with 409, 429 or 503 and `Retry-After`, is asked again in the same words, at the next gateway.
/// An order's 409 says that its first request is still under way. Every request here may be repeated. Thread-safe.
final class ShopClient implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    /// From the first try of a request to giving it up.
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;
    private static final int LONGEST_RETRY_AFTER_SECONDS = 60;
    private static final int MOST_TOLD = 200;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}");

    private final List<URI> gateways;
    private final HttpClient http;
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicLong unanswered = new AtomicLong();
    private final AtomicLong putOff = new AtomicLong();
    private final Map<String, Long> broken = new ConcurrentHashMap<>();

    ShopClient(List<URI> gateways) {
        this.gateways = List.copyOf(gateways);
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /// The answer's body. Fails with [RefusedException] for any other answer than 2xx, and with [RetailException] when none came in two minutes.
    JsonNode get(String path, String token) throws InterruptedException {
        return read(send("GET", path, token, null, null));
    }

    /// As [#get], with a body.
    JsonNode post(String path, String token, Object body, @Nullable String idempotencyKey) throws InterruptedException {
        return read(send("POST", path, token, write(body), idempotencyKey));
    }

    /// Requests that got no answer and were repeated.
    long unanswered() {
        return unanswered.get();
    }

    /// Requests that were told to come back later, and did.
    long putOff() {
        return putOff.get();
    }

    /// Answers 5xx that did not say when to come back, by what was asked and answered: what no customer may ever see. They were repeated, too.
    Map<String, Long> broken() {
        return new TreeMap<>(broken);
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }

    private HttpResponse<byte[]> send(String method, String path, String token, byte @Nullable [] body, @Nullable String key)
            throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long pause = FIRST_PAUSE_MILLIS;
        for (;;) {
            String told;
            try {
                HttpResponse<byte[]> answer = http.send(request(method, path, token, body, key), HttpResponse.BodyHandlers.ofByteArray());
                int status = answer.statusCode();
                Duration later = retryAfter(answer);
                boolean comeBack = status == 429 || later != null && (status == 409 || status == 503);
                if (status < 500 && !comeBack) {
                    return checked(answer, method, path);
                }
                told = method + " " + path + " answered " + status;
                if (comeBack && later != null) {
                    putOff.incrementAndGet();
                    Thread.sleep(Math.max(pause, later.toMillis()));
                } else {
                    broken.merge(brokenWords(method, path, answer), 1L, Long::sum);
                    Thread.sleep(pause);
                }
            } catch (IOException e) {
                unanswered.incrementAndGet();
                told = method + " " + path + " got no answer: " + e;
                Thread.sleep(pause);
            }
            pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
            if (System.nanoTime() > deadline) {
                throw new RetailException("given up after " + PATIENCE.toMinutes() + " minutes: " + told);
            }
        }
    }

    /// Without what differs from order to order.
    private static String brokenWords(String method, String path, HttpResponse<byte[]> answer) {
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        return method + " " + ID.matcher(path).replaceAll("{id}") + " answered " + answer.statusCode() + " "
                + body.substring(0, Math.min(body.length(), MOST_TOLD));
    }

    private HttpRequest request(String method, String path, String token, byte @Nullable [] body, @Nullable String key) {
        URI gateway = gateways.get(Math.floorMod(turn.getAndIncrement(), gateways.size()));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway + path)).timeout(ANSWER).header("Authorization",
                "Bearer " + token);
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        if (body == null) {
            return request.method(method, HttpRequest.BodyPublishers.noBody()).build();
        }
        return request.header("Content-Type", "application/json").method(method, HttpRequest.BodyPublishers.ofByteArray(body)).build();
    }

    private static HttpResponse<byte[]> checked(HttpResponse<byte[]> answer, String method, String path) {
        if (answer.statusCode() / 100 != 2) {
            throw new RefusedException(
                    method + " " + path + " answered " + answer.statusCode() + ": "
                            + new String(answer.body(), StandardCharsets.UTF_8).strip());
        }
        return answer;
    }

    private static @Nullable Duration retryAfter(HttpResponse<byte[]> answer) {
        String text = answer.headers().firstValue("Retry-After").orElse("");
        return text.matches("[0-9]{1,4}") ? Duration.ofSeconds(Math.min(LONGEST_RETRY_AFTER_SECONDS, Integer.parseInt(text))) : null;
    }

    private static JsonNode read(HttpResponse<byte[]> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new RetailException(answer.uri() + " did not answer with JSON", e);
        }
    }

    private static byte[] write(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("has no JSON: " + body, e);
        }
    }

    /// The request was refused for good.
    static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }
}
