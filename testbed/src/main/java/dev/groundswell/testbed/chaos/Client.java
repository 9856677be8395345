package dev.groundswell.testbed.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/// Sends one request at a time for a customer and writes down what became of it. Never repeats one by itself. Thread-safe.
final class Client implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(3);
    /// Shorter than the longest fault: a customer who waits no longer and asks again is the hard case.
    private static final Duration ANSWER = Duration.ofSeconds(8);

    private final List<URI> gateways;
    private final Function<String, String> tokens;
    private final History history;
    private final AtomicInteger turn = new AtomicInteger();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    /// @param tokens by customer
    Client(List<URI> gateways, Function<String, String> tokens, History history) {
        this.gateways = List.copyOf(gateways);
        this.tokens = tokens;
        this.history = history;
    }

    History.Operation place(String customer, String key, Map<String, Long> lines) throws InterruptedException {
        List<Map<String, Object>> items = new ArrayList<>();
        lines.forEach((sku, quantity) -> items.add(Map.of("sku", sku, "quantity", quantity)));
        HttpRequest.Builder request = request(customer, "/api/orders").header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes(Map.of("currency", "GBP", "lines", items))));
        return send(History.Kind.PLACE, customer, key, lines, "", request);
    }

    History.Operation cancel(String customer, String order) throws InterruptedException {
        return send(History.Kind.CANCEL, customer, "", Map.of(), order,
                request(customer, "/api/orders/" + order + "/cancel").POST(HttpRequest.BodyPublishers.noBody()));
    }

    History.Operation read(String customer, String order) throws InterruptedException {
        return send(History.Kind.READ, customer, "", Map.of(), order, request(customer, "/api/orders/" + order).GET());
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }

    private HttpRequest.Builder request(String customer, String path) {
        URI gateway = gateways.get(Math.floorMod(turn.getAndIncrement(), gateways.size()));
        return HttpRequest.newBuilder(URI.create(gateway + path)).timeout(ANSWER).header("Authorization",
                "Bearer " + tokens.apply(customer));
    }

    private History.Operation send(History.Kind kind, String customer, String key, Map<String, Long> lines, String order,
            HttpRequest.Builder request) throws InterruptedException {
        Instant began = Instant.now();
        History.Operation unanswered = new History.Operation(began, began, kind, customer, key, lines, order, "", 0, false, null, 0);
        History.Operation operation = unanswered;
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            boolean comeBack = answer.headers().firstValue("Retry-After").isPresent();
            JsonNode told = answer.statusCode() / 100 == 2 ? JSON.readTree(answer.body()) : JSON.createObjectNode();
            String id = told.path("id").asText("");
            operation = new History.Operation(began, began, kind, customer, key, lines, kind == History.Kind.PLACE ? id : order, id,
                    answer.statusCode(), comeBack, told.path("status").textValue(), told.path("version").asInt());
        } catch (IOException noAnswer) {
            operation = unanswered;
        } finally {
            // Also when it was interrupted: it may have had its effect.
            operation = operation.endedAt(Instant.now());
            history.add(operation);
        }
        return operation;
    }

    private static byte[] bytes(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("has no JSON: " + body, e);
        }
    }
}
