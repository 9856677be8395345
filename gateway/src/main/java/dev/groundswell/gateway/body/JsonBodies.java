package dev.groundswell.gateway.body;

import java.io.ByteArrayInputStream;
import java.io.IOException;

import jakarta.inject.Singleton;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;

import dev.groundswell.gateway.exchange.Exchange;
import dev.groundswell.platform.json.JsonMedia;
import dev.groundswell.platform.json.StrictJson;

/// Bodies that the gateway itself reads, as services read theirs. Thread-safe.
@Singleton
public class JsonBodies {

    private final StrictJson json;
    private final Bodies bodies;

    JsonBodies(StrictJson json, Bodies bodies) {
        this.json = json;
        this.bodies = bodies;
    }

    /// Completes with the whole body; fails with a [dev.groundswell.platform.problem.Refusal] for what is not JSON, or not a `type`. Called once for an
    /// exchange, on its event loop.
    public <T> Future<T> read(Exchange exchange, Class<T> type) {
        JsonMedia.require(exchange.request().getHeader(HttpHeaderNames.CONTENT_TYPE));
        exchange.inviteBody();
        return whole(bodies.of(exchange)).map(body -> parsed(body, type));
    }

    private static Future<Buffer> whole(BoundedBody body) {
        Promise<Buffer> whole = Promise.promise();
        Buffer collected = Buffer.buffer();
        body.handler(collected::appendBuffer)
                .exceptionHandler(whole::tryFail)
                .endHandler(end -> whole.tryComplete(collected))
                .resume();
        return whole.future();
    }

    private <T> T parsed(Buffer body, Class<T> type) {
        try {
            return type.cast(json.read(new ByteArrayInputStream(body.getBytes()), type));
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot fail to be read", e);
        }
    }
}
