package dev.groundswell.gateway.store;

import java.time.Duration;
import java.time.Instant;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/// Makes kept answers.
final class Answers {

    static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private Answers() {}

    static StoredAnswer answer(String body, MultiMap asked, MultiMap headers, Instant at, long marked) {
        return new StoredAnswer(head("/a", asked, headers, at, marked), Buffer.buffer(body));
    }

    static AnswerHead head(String target, MultiMap asked, MultiMap headers, Instant at, long marked) {
        return AnswerHead.of(new AnswerHead.Asked(target, asked, at, marked, marked, Duration.ZERO), 200, headers, at);
    }

    static MultiMap headers(String... namesAndValues) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }
}
