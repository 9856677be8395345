package dev.groundswell.gateway.browser;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;

/// Fields that keep browsers from doing more with an answer than was meant. What a service says itself stays.
public final class SafetyHeaders {

    private static final AsciiString CONTENT_TYPE_OPTIONS = AsciiString.cached("x-content-type-options");
    private static final AsciiString NOSNIFF = AsciiString.cached("nosniff");
    /// Without `includeSubDomains`: what else lives below the host is not ours to decide.
    private static final AsciiString A_YEAR_OF_TLS = AsciiString.cached("max-age=31536000");
    private static final AsciiString STRICT_TRANSPORT_SECURITY = AsciiString.cached("strict-transport-security");
    private static final AsciiString REFERRER_POLICY = AsciiString.cached("referrer-policy");
    private static final AsciiString SAME_ORIGIN = AsciiString.cached("same-origin");
    private static final AsciiString OWN_THINGS_UNFRAMED = AsciiString.cached("default-src 'self'; frame-ancestors 'none'");

    private SafetyHeaders() {}

    /// @param overTls whether the client came over TLS
    public static void add(MultiMap headers, boolean overTls) {
        addIfMissing(headers, CONTENT_TYPE_OPTIONS, NOSNIFF);
        if (overTls) {
            addIfMissing(headers, STRICT_TRANSPORT_SECURITY, A_YEAR_OF_TLS);
        }
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE);
        if (type != null && type.regionMatches(true, 0, "text/html", 0, 9)) {
            addIfMissing(headers, HttpHeaderNames.CONTENT_SECURITY_POLICY, OWN_THINGS_UNFRAMED);
            addIfMissing(headers, REFERRER_POLICY, SAME_ORIGIN);
        }
    }

    private static void addIfMissing(MultiMap headers, CharSequence name, CharSequence value) {
        if (!headers.contains(name)) {
            headers.add(name, value);
        }
    }
}
