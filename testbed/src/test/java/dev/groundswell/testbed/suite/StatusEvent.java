package dev.groundswell.testbed.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.restassured.path.json.JsonPath;

/// One event of an order's stream: the order's version and its status.
public record StatusEvent(long id, String status) {
    /// For the head of the answer; the stream itself ends at the latest after the service's 60 s.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// Reads a stream to its end, one event per blank line as the HTML standard has it, and tells each as it comes. Comments, our heartbeats,
    /// are skipped.
    static List<StatusEvent> stream(URI address, String token, Consumer<StatusEvent> seen) {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + token).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Stream<String>> answer = client.send(request, HttpResponse.BodyHandlers.ofLines());
            try (Stream<String> lines = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw new IllegalStateException(address + " answers " + answer.statusCode());
                }
                return read(lines.iterator(), seen);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the stream " + address + " broke", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static List<StatusEvent> read(Iterator<String> lines, Consumer<StatusEvent> seen) {
        List<StatusEvent> events = new ArrayList<>();
        long id = -1;
        String type = "";
        StringBuilder data = new StringBuilder();
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith("id:")) {
                id = Long.parseLong(line.substring(3).strip());
            } else if (line.startsWith("event:")) {
                type = line.substring(6).strip();
            } else if (line.startsWith("data:")) {
                data.append(line.substring(5)).append('\n');
            } else if (line.isEmpty() && type.equals("status")) {
                StatusEvent event = new StatusEvent(id, JsonPath.from(data.toString()).getString("status"));
                events.add(event);
                seen.accept(event);
                type = "";
                data.setLength(0);
            }
        }
        return events;
    }
}
