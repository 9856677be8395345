package dev.groundswell.gateway.pipeline;

import jakarta.inject.Singleton;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;

/// HTTP/2 is spoken over TLS, agreed on by ALPN, and nowhere else: an upgrade in clear text (h2c) is a second way past whatever stands in front and reads
/// HTTP/1.1, and no browser speaks it.
@Singleton
class TlsOnlyHttp2 implements HttpServerOptionsCustomizer {

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(false);
    }
}
