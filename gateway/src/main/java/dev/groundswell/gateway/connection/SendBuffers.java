package dev.groundswell.gateway.connection;

import jakarta.inject.Singleton;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;

/// Bounds what the kernel takes of answers that nobody reads. Left alone it takes megabytes for each connection, and of the requests that a client has sent ahead as many
/// are done as fit, before it is seen to be slow.
@Singleton
class SendBuffers implements HttpServerOptionsCustomizer {

    private static final long LEAST = 1_024;
    private static final long MOST = 1L << 30;

    private final int bytes;

    /// @throws IllegalArgumentException for a size that cannot be
    SendBuffers(ConnectionSettings settings) {
        long size = settings.sendBuffer().asLongValue();
        if (size < LEAST || size > MOST) {
            throw new IllegalArgumentException("groundswell.connections.send-buffer must be between 1K and 1G, was " + size);
        }
        this.bytes = (int) size;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setSendBufferSize(bytes);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        options.setSendBufferSize(bytes);
    }
}
