package dev.groundswell.local.suite;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Asks a service whether it is ready. Thread-safe.
final class Health {
    private static final Duration BOUND = Duration.ofSeconds(2);

    private final HttpClient client;

    Health(HttpClient client) {
        this.client = client;
    }

    /// Whether the management interface answers 200; fails with what it answers instead.
    boolean ready(String managementUrl) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(managementUrl + "/q/health/ready")).timeout(BOUND).build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(answer.statusCode() + " " + answer.body().replaceAll("\\s+", " "));
        }
        return true;
    }
}
