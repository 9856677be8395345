package dev.groundswell.gateway.body;

import jakarta.inject.Singleton;

import io.vertx.core.Vertx;

import dev.groundswell.gateway.exchange.Exchange;

/// The way to a request's body. Thread-safe.
@Singleton
public class Bodies {

    private final Vertx vertx;
    private final BodySettings settings;

    Bodies(Vertx vertx, BodySettings settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    /// The body, whose time runs from here. Called once for an exchange, on its event loop.
    public BoundedBody of(Exchange exchange) {
        return new BoundedBody(exchange, vertx, settings.time());
    }
}
