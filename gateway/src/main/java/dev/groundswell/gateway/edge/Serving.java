package dev.groundswell.gateway.edge;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

import dev.groundswell.gateway.cache.ByteRange;
import dev.groundswell.gateway.cache.Conditions;
import dev.groundswell.gateway.exchange.Answer;
import dev.groundswell.gateway.exchange.Exchange;
import dev.groundswell.gateway.exchange.Fields;
import dev.groundswell.gateway.header.ResponseHeaders;
import dev.groundswell.gateway.store.AnswerHead;
import dev.groundswell.gateway.store.StoredAnswer;

/// Makes answers of what is kept: the whole, a part, its head, or that it has not changed (RFC 9111, sections 4 and 4.3.2).
@Singleton
class Serving {

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    /// Of the body, which a 304 has not (RFC 9110, section 15.4.5).
    private static final List<String> OF_THE_BODY = List.of("Content-Length", "Content-Type", "Content-Encoding", "Content-Language",
            "Content-Range");

    private final ResponseHeaders responseHeaders;

    Serving(ResponseHeaders responseHeaders) {
        this.responseHeaders = responseHeaders;
    }

    /// The whole answer, from what is kept, as every client gets it.
    ///
    /// @param age in seconds
    Answer.Body prepared(StoredAnswer kept, long age) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        responseHeaders.toClient(kept.head().headers(), headers);
        headers.set("Age", String.valueOf(age));
        CacheStatus.HIT.addTo(headers);
        if (kept.head().status() != NO_CONTENT) {
            headers.set("Content-Length", String.valueOf(kept.body().length()));
        }
        return new Answer.Body.Prepared(Fields.of(headers), kept.body());
    }

    Answer answer(StoredAnswer kept, Exchange exchange, Instant now, CacheStatus status) {
        AnswerHead head = kept.head();
        MultiMap headers = headers(head, now, status);
        if (isNotModified(head, exchange)) {
            return notModified(headers);
        }
        if (head.status() == NO_CONTENT) {
            return new Answer(head.status(), headers, new Answer.Body.None());
        }
        if (exchange.method() == HttpMethod.HEAD) {
            headers.set("Content-Length", String.valueOf(kept.body().length()));
            return new Answer(head.status(), headers, new Answer.Body.None());
        }
        if (head.status() == OK) {
            ByteRange range = ByteRange.of(exchange.headers(), head.headers(), kept.body().length(), head.received());
            if (range != null) {
                return part(kept.body(), range, headers);
            }
        }
        return new Answer(head.status(), headers, new Answer.Body.Whole(kept.body()));
    }

    /// For somebody who waited for a body that is still coming; `null` when it is too late to begin.
    @Nullable
    Answer answer(Outcome.Shared shared, Exchange exchange, BodyReader reader, Instant now, CacheStatus status) {
        AnswerHead head = shared.head();
        MultiMap headers = headers(head, now, status);
        if (isNotModified(head, exchange)) {
            return notModified(headers);
        }
        if (!shared.body().join(reader)) {
            return null;
        }
        exchange.whenAbandoned(reader::cancel);
        return new Answer(head.status(), headers, new Answer.Body.Streamed(reader, reader::cancel));
    }

    private static boolean isNotModified(AnswerHead head, Exchange exchange) {
        return head.status() == OK && Conditions.isNotModified(exchange.headers(), head.headers(), head.received());
    }

    private static Answer notModified(MultiMap headers) {
        OF_THE_BODY.forEach(headers::remove);
        return new Answer(304, headers, new Answer.Body.None());
    }

    private static Answer part(Buffer body, ByteRange range, MultiMap headers) {
        headers.remove("Content-Length");
        if (range.isEmpty()) {
            headers.set("Content-Range", "bytes */" + body.length());
            return new Answer(416, headers, new Answer.Body.None());
        }
        headers.set("Content-Range", "bytes " + range.from() + "-" + (range.to() - 1) + "/" + body.length());
        return new Answer(206, headers, new Answer.Body.Whole(body.slice(range.from(), range.to())));
    }

    private static MultiMap headers(AnswerHead head, Instant now, CacheStatus status) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (Map.Entry<String, String> header : head.headers()) {
            headers.add(header.getKey(), header.getValue());
        }
        // Who comes late to a body that is still coming gets an answer that is older than the request, too.
        if (status.isFromStore() || head.resident(now).compareTo(A_SECOND) >= 0) {
            headers.set("Age", String.valueOf(Math.max(0, head.age(now).toSeconds())));
        }
        status.addTo(headers);
        return headers;
    }
}
