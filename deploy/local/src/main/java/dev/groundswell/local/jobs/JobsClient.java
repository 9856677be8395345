package dev.groundswell.local.jobs;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import dev.groundswell.local.suite.SuiteState;
import dev.groundswell.local.token.KeyFiles;
import dev.groundswell.local.token.Tokens;

/// Asks a service for its jobs, at whichever of its instances serves its API.
final class JobsClient {
    private static final List<String> SERVICES = List.of("catalog", "pricing", "order");
    private static final Duration LISTED = Duration.ofSeconds(30);
    /// A service ends a run that takes longer than ten minutes.
    private static final Duration RUN = Duration.ofMinutes(11);
    private static final int NOT_FOUND = 404;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<URI> instances;
    private final String token;

    private JobsClient(List<URI> instances, String token) {
        this.instances = instances;
        this.token = token;
    }

    /// What was answered.
    ///
    /// @param problem why not, else empty
    record Answer(int status, JsonNode body, String problem) {
        boolean isFine() {
            return problem.isEmpty();
        }
    }

    /// One for each service, by its name.
    static Map<String, JobsClient> of(SuiteState suite, Path keys) {
        String token = new Tokens(new KeyFiles(keys).create(), InstantSource.system()).mint("jobs", true, Tokens.DEFAULT_TTL);
        Map<String, JobsClient> services = new LinkedHashMap<>();
        for (String service : SERVICES) {
            List<URI> instances = new ArrayList<>();
            for (SuiteState.Entry process : suite.processes()) {
                if (process.name().matches(service + "-[0-9]+")) {
                    instances.add(URI.create("http://localhost:" + process.port()));
                }
            }
            services.put(service, new JobsClient(instances, token));
        }
        return services;
    }

    Answer jobs() throws InterruptedException {
        return ask("GET", "/jobs", LISTED);
    }

    Answer run(String name, boolean force) throws InterruptedException {
        return ask("POST", "/jobs/" + name + (force ? "?force=true" : ""), RUN);
    }

    /// An instance that only works answers 404 to everything.
    private Answer ask(String method, String path, Duration bound) throws InterruptedException {
        Answer last = new Answer(0, MissingNode.getInstance(), "no instance is running");
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (URI instance : instances) {
                last = ask(http, method, instance.resolve(path), bound);
                if (last.status() != 0 && last.status() != NOT_FOUND) {
                    return last;
                }
            }
        }
        return last;
    }

    private Answer ask(HttpClient http, String method, URI uri, Duration bound) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(bound)
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode body = body(answer.body());
            boolean fine = answer.statusCode() / 100 == 2;
            return new Answer(answer.statusCode(), body, fine ? "" : body.path("detail").asText("it answered " + answer.statusCode()));
        } catch (IOException e) {
            return new Answer(0, MissingNode.getInstance(), String.valueOf(e.getMessage() == null ? e : e.getMessage()));
        }
    }

    private static JsonNode body(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
