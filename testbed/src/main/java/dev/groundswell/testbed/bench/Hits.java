package dev.groundswell.testbed.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/// Makes sure that a door serves an answer it keeps, whoever asks: of what it is asked, next to nothing reaches the service.
final class Hits {
    private static final int QUESTIONS = 50;
    /// In them: the first fetch, one when the kept answer gets old, and another that was on its way when the count began.
    private static final int MOST_FETCHES = 3;
    private static final int LEAST_ANSWERS_PER_FETCH = 100;

    private final String path;
    private final List<String> tokens;
    private final Reached reached;

    /// @param tokens one is used for each question, from the first on
    /// @param reached how many requests have reached the service so far
    Hits(String path, List<String> tokens, Reached reached) {
        this.path = path;
        this.tokens = tokens.subList(0, QUESTIONS);
        this.reached = reached;
    }

    @FunctionalInterface
    interface Reached {
        long now() throws IOException, InterruptedException;
    }

    /// Asks with different tokens. Fails with [BenchException] when an answer is not a 200 or the door asks the service for them.
    void check(Door door) throws IOException, InterruptedException {
        long before = reached.now();
        try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (String token : tokens) {
                HttpRequest question = HttpRequest.newBuilder(door.url().resolve(path)).header("Authorization", "Bearer " + token)
                        .timeout(Duration.ofSeconds(10)).build();
                int status = http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode();
                if (status != 200) {
                    throw new BenchException(door.name() + " answers GET " + path + " with " + status + ", not 200");
                }
            }
        }
        long fetches = reached.now() - before;
        if (fetches > MOST_FETCHES) {
            throw new BenchException(door.name() + " does not serve GET " + path + " from a cache: of " + QUESTIONS
                    + " requests with different tokens " + fetches + " reached the service");
        }
    }

    /// Fails with [BenchException] when so many answers have cost too many fetches for being served from a cache.
    void check(Door door, long answers, long fetches) {
        if (fetches > MOST_FETCHES && fetches > answers / LEAST_ANSWERS_PER_FETCH) {
            throw new BenchException(door.name() + " did not serve GET " + path + " from a cache all the time: of " + answers
                    + " requests " + fetches + " reached the service");
        }
    }
}
