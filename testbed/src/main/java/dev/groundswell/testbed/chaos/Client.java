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
import com.fasterxml.jackson.databind.node.MissingNode;

/// Sends one request at a time for a customer and writes down what became of it. Never repeats one by itself. Thread-safe.
final class Client implements AutoCloseable {

    private static final String TOKEN = "Consistency-Token";
    /// As many as the contract allows.
    private static final int PAGE = 100;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
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

    History.Operation place(Visit visit, String key, Map<String, Long> lines) throws InterruptedException {
        List<Map<String, Object>> items = new ArrayList<>();
        lines.forEach((sku, quantity) -> items.add(Map.of("sku", sku, "quantity", quantity)));
        HttpRequest.Builder request = request(visit, "/api/orders").header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes(Map.of("currency", "GBP", "lines", items))));
        return send(History.Kind.PLACE, visit, key, lines, "", request);
    }

    History.Operation cancel(Visit visit, String order) throws InterruptedException {
        return send(History.Kind.CANCEL, visit, "", Map.of(), order,
                request(visit, "/api/orders/" + order + "/cancel").POST(HttpRequest.BodyPublishers.noBody()));
    }

    History.Operation read(Visit visit, String order) throws InterruptedException {
        return send(History.Kind.READ, visit, "", Map.of(), order, request(visit, "/api/orders/" + order).GET());
    }

    /// The customer's orders, of which one is looked for: its not being there counts as a 404 of that one.
    History.Operation list(Visit visit, String order) throws InterruptedException {
        return send(History.Kind.LIST, visit, "", Map.of(), order, request(visit, "/api/orders?limit=" + PAGE).GET());
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }

    private HttpRequest.Builder request(Visit visit, String path) {
        URI gateway = gateways.get(Math.floorMod(turn.getAndIncrement(), gateways.size()));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway + path)).timeout(ANSWER).header("Authorization",
                "Bearer " + tokens.apply(visit.customer()));
        return visit.token().isEmpty() ? request : request.header(TOKEN, visit.token());
    }

    private History.Operation send(History.Kind kind, Visit visit, String key, Map<String, Long> lines, String order,
            HttpRequest.Builder request) throws InterruptedException {
        Instant began = Instant.now();
        History.Operation unanswered = new History.Operation(began, began, kind, visit.customer(), key, lines, order, "", 0, false, null, 0,
                visit.token());
        History.Operation operation = unanswered;
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            operation = answered(unanswered, answer);
            answer.headers().firstValue(TOKEN).ifPresent(visit::saw);
        } catch (IOException noAnswer) {
            operation = unanswered;
        } finally {
            // Also when it was interrupted: it may have had its effect.
            operation = operation.endedAt(Instant.now());
            history.add(operation);
        }
        return operation;
    }

    private static History.Operation answered(History.Operation asked, HttpResponse<byte[]> answer) throws IOException {
        boolean comeBack = answer.headers().firstValue("Retry-After").isPresent();
        JsonNode told = answer.statusCode() / 100 == 2 ? JSON.readTree(answer.body()) : JSON.createObjectNode();
        int status = answer.statusCode();
        if (asked.kind() == History.Kind.LIST && status == OK) {
            told = among(told.path("items"), asked.order());
            status = told.isMissingNode() ? NOT_FOUND : OK;
        }
        String id = told.path("id").asText("");
        return new History.Operation(asked.began(), asked.began(), asked.kind(), asked.customer(), asked.key(), asked.lines(),
                asked.kind() == History.Kind.PLACE ? id : asked.order(), id, status, comeBack, told.path("status").textValue(),
                told.path("version").asInt(), asked.token());
    }

    private static JsonNode among(JsonNode items, String order) {
        for (JsonNode item : items) {
            if (item.path("id").asText().equals(order)) {
                return item;
            }
        }
        // A full page may end before it.
        return items.size() < PAGE ? MissingNode.getInstance() : JSON.createObjectNode();
    }

    private static byte[] bytes(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("has no JSON: " + body, e);
        }
    }

    /// A customer's way through the shop, one request after the other. Confined to one thread.
    static final class Visit {

        private final String customer;
        private final boolean keepsTokens;
        private String token = "";

        /// @param keepsTokens whether it tells with each request what it has seen
        Visit(String customer, boolean keepsTokens) {
            this.customer = customer;
            this.keepsTokens = keepsTokens;
        }

        String customer() {
            return customer;
        }

        /// Of the last answer, empty before the first or when it keeps none.
        String token() {
            return token;
        }

        private void saw(String told) {
            if (keepsTokens) {
                token = told;
            }
        }
    }
}
