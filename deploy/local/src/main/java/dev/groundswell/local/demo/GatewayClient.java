package dev.groundswell.local.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import com.fasterxml.jackson.databind.ObjectMapper;

/// Writes through the gateway as an admin, and waits when it is told to.
final class GatewayClient {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final int MOST_TRIES = 5;
    private static final int DEFAULT_WAIT_SECONDS = 1;
    private static final int MOST_WAIT_SECONDS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final String url;
    private final String token;

    GatewayClient(HttpClient http, String url, String token) {
        this.http = http;
        this.url = url;
        this.token = token;
    }

    void put(String path, Object body) throws IOException, InterruptedException {
        send("PUT", path, body);
    }

    void post(String path, Object body) throws IOException, InterruptedException {
        send("POST", path, body);
    }

    /// Every call here may be repeated: it writes the same again. Fails with the answer when it is neither success nor "later".
    private void send(String method, String path, Object body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(BOUND)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        for (int tries = 1;; tries++) {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            int status = answer.statusCode();
            if (status / 100 == 2) {
                return;
            }
            if ((status != 429 && status != 503) || tries == MOST_TRIES) {
                throw new IOException(method + " " + path + " answered " + status + " " + answer.body().strip());
            }
            Thread.sleep(Duration.ofSeconds(retryAfter(answer)));
        }
    }

    private static int retryAfter(HttpResponse<String> answer) {
        String text = answer.headers().firstValue("Retry-After").orElse("");
        return text.matches("[0-9]{1,4}") ? Math.min(MOST_WAIT_SECONDS, Integer.parseInt(text)) : DEFAULT_WAIT_SECONDS;
    }
}
