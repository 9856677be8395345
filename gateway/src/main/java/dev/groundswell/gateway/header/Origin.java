package dev.groundswell.gateway.header;

import org.jspecify.annotations.Nullable;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/// Where a request came from and what it asked for, as the gateway saw it: the one `Forwarded` (RFC 7239) a service gets.
public final class Origin {

    private Origin() {}

    /// `Forwarded`'s value for a request that [Framing] has let through.
    public static String forwarded(HttpServerRequest request) {
        StringBuilder forwarded = new StringBuilder(64).append("for=");
        String client = request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
        if (client == null) {
            forwarded.append("unknown");
        } else if (client.indexOf(':') >= 0) {
            forwarded.append("\"[").append(client).append("]\"");
        } else {
            forwarded.append(client);
        }
        String host = host(request);
        if (host != null) {
            forwarded.append(";host=\"").append(host).append('"');
        }
        return forwarded.append(";proto=").append(request.isSSL() ? "https" : "http").toString();
    }

    /// `Via`'s value: the client's own and us (RFC 9110, section 7.6.3).
    public static String via(HttpServerRequest request) {
        MultiMap headers = request.headers();
        String own = request.version() == HttpVersion.HTTP_2
                ? "2 groundswell"
                : request.version() == HttpVersion.HTTP_1_0 ? "1.0 groundswell" : "1.1 groundswell";
        return headers.contains("Via") ? String.join(", ", headers.getAll("Via")) + ", " + own : own;
    }

    private static @Nullable String host(HttpServerRequest request) {
        String host = request.getHeader("Host");
        return host != null || request.authority() == null ? host : request.authority().toString();
    }
}
