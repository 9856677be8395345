package dev.groundswell.gateway.contract;

import java.time.Clock;

import jakarta.inject.Singleton;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

import dev.groundswell.gateway.cache.Conditions;
import dev.groundswell.gateway.exchange.Answer;
import dev.groundswell.gateway.exchange.Exchange;
import dev.groundswell.gateway.exchange.Step;

/// The step that answers `GET /openapi.yaml`.
@Singleton
public class ShowingContract implements Step {

    private static final String ROUTE = "openapi";
    /// RFC 9512.
    private static final String YAML = "application/yaml";
    /// It changes with releases only.
    private static final String CACHING = "public, max-age=300";

    private final Buffer document;
    private final String tag;
    private final Clock clock;

    ShowingContract(Contract contract, Clock clock) {
        this.document = Buffer.buffer(contract.document());
        this.tag = contract.tag();
        this.clock = clock;
    }

    @Override
    public Future<Answer> handle(Exchange exchange, Next next) {
        return exchange.route().isOwn(ROUTE) ? Future.succeededFuture(answer(exchange)) : next.handle(exchange);
    }

    private Answer answer(Exchange exchange) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Cache-Control", CACHING).add("ETag", tag);
        if (Conditions.isNotModified(exchange.headers(), headers, clock.instant())) {
            return new Answer(304, headers, new Answer.Body.None());
        }
        headers.add("Content-Type", YAML);
        if (exchange.method() == HttpMethod.HEAD) {
            headers.add("Content-Length", String.valueOf(document.length()));
            return new Answer(200, headers, new Answer.Body.None());
        }
        return new Answer(200, headers, new Answer.Body.Whole(document));
    }
}
