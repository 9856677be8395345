package dev.groundswell.gateway.header;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

import dev.groundswell.platform.problem.Refusal;

/// Where a request came from and what it asked for, as the gateway saw it: the one `Forwarded` (RFC 7239) a service gets.
public final class Origin {

    private Origin() {}

    /// Checks that a request names one host.
    ///
    /// @throws Refusal 400 for none (HTTP/1.0 needs none), several, or one that is none
    public static void check(HttpServerRequest request) {
        List<String> hosts = request.headers().getAll("Host");
        if (hosts.size() > 1 || hosts.isEmpty() && request.version() == HttpVersion.HTTP_1_1) {
            throw Refusal.badRequest("There must be one Host header, not " + hosts.size() + ".");
        }
        if (!hosts.isEmpty() && !wellFormed(hosts.getFirst())) {
            throw Refusal.badRequest("The Host header is no host.");
        }
    }

    /// `Forwarded`'s value for a checked request.
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

    /// Characters of a host and port; above all no quote, blank or comma, which would make two of one in `Forwarded`.
    private static boolean wellFormed(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean known = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || ".:-_[]%~".indexOf(c) >= 0;
            if (!known) {
                return false;
            }
        }
        return !host.isEmpty();
    }
}
