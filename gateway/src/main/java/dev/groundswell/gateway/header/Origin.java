package dev.groundswell.gateway.header;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

import dev.groundswell.gateway.client.Client;

/// Where a request came from and what it asked for, as the gateway saw it: the one `Forwarded` (RFC 7239) a service gets.
public final class Origin {

    private Origin() {}

    /// `Forwarded`'s value for a request that [Framing] has let through.
    public static String forwarded(Client client) {
        StringBuilder forwarded = new StringBuilder(64).append("for=");
        String address = client.address() == null ? "unknown" : client.address().toString();
        if (address.indexOf(':') >= 0) {
            forwarded.append("\"[").append(address).append("]\"");
        } else {
            forwarded.append(address);
        }
        if (client.host() != null) {
            forwarded.append(";host=\"").append(client.host()).append('"');
        }
        return forwarded.append(";proto=").append(client.secure() ? "https" : "http").toString();
    }

    /// `Via`'s value: the client's own and us (RFC 9110, section 7.6.3).
    public static String via(HttpServerRequest request) {
        MultiMap headers = request.headers();
        String own = request.version() == HttpVersion.HTTP_2
                ? "2 groundswell"
                : request.version() == HttpVersion.HTTP_1_0 ? "1.0 groundswell" : "1.1 groundswell";
        return headers.contains("Via") ? String.join(", ", headers.getAll("Via")) + ", " + own : own;
    }
}
