package dev.groundswell.gateway.edge;

import java.net.URI;
import java.util.List;
import java.util.Objects;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.vertx.core.MultiMap;

import dev.groundswell.gateway.exchange.Answer;
import dev.groundswell.gateway.exchange.Exchange;
import dev.groundswell.gateway.route.Routes;
import dev.groundswell.gateway.store.InvalidationMarks;
import dev.groundswell.gateway.store.StoredAnswer;

/// What answers that are not kept themselves say of those that are (RFC 9111, sections 4.3.5 and 4.4). Thread-safe.
@Singleton
class Freshening {

    private static final List<String> VALIDATORS = List.of("ETag", "Last-Modified");
    private static final int FIRST_SUCCESS = 200;
    private static final int FIRST_REFUSAL = 400;

    private final Routes routes;
    private final InvalidationMarks marks;

    Freshening(Routes routes, InvalidationMarks marks) {
        this.routes = routes;
        this.marks = marks;
    }

    /// A method that may change something was answered without an error: what is kept of its target is stale, and of the targets it names.
    Answer afterChange(Exchange exchange, Answer answer) {
        String path = exchange.target().path();
        if (answer.status() >= FIRST_SUCCESS && answer.status() < FIRST_REFUSAL && !isSafe(exchange)) {
            mark(path);
            mark(ownPath(answer.headers().get("Location"), path));
            mark(ownPath(answer.headers().get("Content-Location"), path));
        }
        return answer;
    }

    /// A HEAD that shows another answer than the kept one makes that stale.
    Answer afterHead(Lookup lookup, Answer answer) {
        StoredAnswer kept = lookup.kept();
        if (kept != null && answer.status() == kept.head().status() && differs(kept, answer.headers())) {
            marks.mark(List.of(lookup.target()), false);
        }
        return answer;
    }

    private static boolean differs(StoredAnswer kept, MultiMap headers) {
        String length = headers.get("Content-Length");
        return length != null && !length.equals(String.valueOf(kept.body().length()))
                || VALIDATORS.stream()
                        .anyMatch(name -> headers.contains(name) && !Objects.equals(headers.get(name), kept.head().headers().get(name)));
    }

    private void mark(@Nullable String path) {
        // Marks for what is never kept would only push out others.
        if (path != null && routes.keeps(path)) {
            marks.mark(List.of(path), false);
        }
    }

    /// The path of a reference, when it is one of ours: another host's is not ours to declare stale (section 4.4).
    private static @Nullable String ownPath(@Nullable String reference, String base) {
        if (reference == null) {
            return null;
        }
        try {
            URI resolved = URI.create(base).resolve(reference);
            return resolved.getRawAuthority() == null ? resolved.getRawPath() : null;
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    private static boolean isSafe(Exchange exchange) {
        return switch (exchange.method().name()) {
            case "GET", "HEAD", "OPTIONS", "TRACE" -> true;
            default -> false;
        };
    }
}
