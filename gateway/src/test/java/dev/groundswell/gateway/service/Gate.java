package dev.groundswell.gateway.service;

import io.vertx.core.Future;
import io.vertx.core.Promise;

/// Shut until the test opens it; who comes later finds it open. Thread-safe.
public final class Gate {

    private final Promise<Void> opened = Promise.promise();

    public void open() {
        opened.tryComplete();
    }

    Future<Void> opened() {
        return opened.future();
    }
}
