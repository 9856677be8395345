package dev.groundswell.gateway.header;

import java.util.Map;
import java.util.Set;

import io.vertx.core.MultiMap;

/// The headers of a request on its way to a service.
///
/// Dropped are what speaks of the client's connection, and every header that services anywhere take for somebody's identity or origin:
/// ours look at none of them, but one that is added tomorrow might. `Authorization` passes as it came.
public final class RequestHeaders {

    private static final String FIRST_LETTERS = "xX";

    /// Rewritten by the gateway, or read by somebody as identity, origin, target or method. `Proxy` becomes HTTP_PROXY in CGI's descendants.
    private static final HeaderNames DROPPED = new HeaderNames("Host", "Content-Length", "Expect", "Forwarded", "Via", "X-Request-Id",
            "traceparent", "Proxy", "Client-IP", "True-Client-IP", "CF-Connecting-IP", "CF-Connecting-IPv6", "CF-IPCountry",
            "Fastly-Client-IP", "Remote-User", "Remote-Addr", "SSL-Client-Cert", "SSL-Client-Verify", "SSL-Client-S-DN", "Client-Cert",
            "Client-Cert-Chain", "Max-Forwards");

    private static final String[] DROPPED_PREFIXES = {"X-User", "X-Groundswell", "X-Forwarded", "X-Real-", "X-Remote-", "X-Auth",
            "X-Original-", "X-Rewrite-", "X-Client-", "X-Cluster-Client-", "X-Host", "X-HTTP-Method", "X-Method-Override", "X-ProxyUser-",
            "X-SSL-", "X-WebAuth-", "X-Consumer-", "X-Credential-", "X-Amzn-Oidc-", "X-Goog-", "X-MS-", "X-Envoy-", "X-Token-",
            "X-Account-", "X-Customer", "X-Admin", "X-Role", "X-Group", "X-Subject", "X-Tenant", "X-Identity", "X-Scheme", "X-Url-Scheme"};

    private RequestHeaders() {}

    /// Copies what may pass from a client's headers to a service's request.
    public static void pass(MultiMap from, MultiMap to) {
        Set<String> named = HopByHop.named(from);
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey();
            if (mayPass(name) && !named.contains(name)) {
                to.add(name, header.getValue());
            }
        }
    }

    /// Whether a service sees a header as the client wrote it.
    public static boolean mayPass(String name) {
        return !HopByHop.contains(name) && !DROPPED.contains(name) && !pretends(name);
    }

    private static boolean pretends(String name) {
        // Some frameworks read X_User as X-User; nobody needs the underscore.
        if (name.indexOf('_') >= 0) {
            return true;
        }
        if (name.isEmpty() || FIRST_LETTERS.indexOf(name.charAt(0)) < 0) {
            return false;
        }
        for (String prefix : DROPPED_PREFIXES) {
            if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
                return true;
            }
        }
        return false;
    }
}
