package dev.groundswell.testbed.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Pattern;

/// How many requests of a route a service has answered, by its own metrics.
///
/// @param management the service's management port
record RequestCount(URI management, String route) {
    /// Since the service started, whatever their method and status.
    long now() throws IOException, InterruptedException {
        return in(metrics(management));
    }

    /// What a service tells at its management port.
    static String metrics(URI management) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(management.resolve("/q/metrics")).header("Accept", "text/plain")
                    .timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    /// A route without a request yet is in no line.
    long in(String metrics) {
        return Pattern.compile("(?m)^request_duration_seconds_count\\{[^}]*route=\"" + Pattern.quote(route) + "\"[^}]*} (\\S+)")
                .matcher(metrics).results().mapToLong(count -> (long) Double.parseDouble(count.group(1))).sum();
    }
}
