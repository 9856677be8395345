package dev.groundswell.gateway.body;

import jakarta.inject.Singleton;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Future;

import dev.groundswell.gateway.exchange.Answer;
import dev.groundswell.gateway.exchange.Exchange;
import dev.groundswell.gateway.exchange.Step;
import dev.groundswell.platform.problem.Refusal;

/// The step that refuses a body for its `Content-Length`, before anybody has read or sent a byte of it.
@Singleton
public class AnnouncedLength implements Step {

    @Override
    public Future<Answer> handle(Exchange exchange, Next next) {
        String length = exchange.request().getHeader(HttpHeaderNames.CONTENT_LENGTH);
        if (length != null && announced(length) > exchange.route().body()) {
            throw TooLarge.refusal();
        }
        return next.handle(exchange);
    }

    private static long announced(String length) {
        try {
            return Long.parseLong(length);
        } catch (NumberFormatException e) {
            throw Refusal.badRequest("Content-Length must be a number.");
        }
    }
}
