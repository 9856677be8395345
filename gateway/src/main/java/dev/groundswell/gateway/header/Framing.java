package dev.groundswell.gateway.header;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

/// Refuses requests whose head two readers could cut in two ways: what smuggling and poisoning live on.
///
/// Netty has refused before us: `Content-Length` beside `Transfer-Encoding`, several or signed lengths, blanks around a name, bare line feeds. Where it is
/// lenient (folded fields, blanks between the parts of a request line, what stands behind a chunk's size), the service gets it in the one form that is
/// right: the gateway writes heads and chunks of its own.
public final class Framing {

    private static final Map<String, String> AND_CLOSE = Map.of("Connection", "close");

    private Framing() {}

    /// @throws Refusal 400 with `Connection: close`, since nobody knows where the next request begins
    public static void check(HttpServerRequest request) {
        HttpVersion version = request.version();
        // Vert.x leaves the version out when it is none it speaks.
        require((@Nullable Object) version != null, "The HTTP version must be 1.0, 1.1 or 2.");
        String coding = request.getHeader(HttpHeaderNames.TRANSFER_ENCODING);
        require(coding == null
                || version != HttpVersion.HTTP_2 && coding.equalsIgnoreCase("chunked")
                        && request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING).size() == 1,
                "Transfer-Encoding must be chunked and nothing else.");
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        require(hosts.size() == 1 || hosts.isEmpty() && version != HttpVersion.HTTP_1_1,
                "There must be one Host header, not " + hosts.size() + ".");
        require(hosts.isEmpty() || wellFormed(hosts.getFirst()), "The Host header is no host.");
        require(version != HttpVersion.HTTP_2 || hosts.isEmpty() || request.authority() == null
                || request.authority().toString().equalsIgnoreCase(hosts.getFirst()), ":authority and the Host header must name one host.");
        require(isOf(request.uri(), hosts), "The request target and the Host header must name one host.");
        require(!request.headers().contains(""), "A header must have a name.");
        if (version == HttpVersion.HTTP_2) {
            checkFields(request.headers());
        }
    }

    /// Netty does this for HTTP/1 alone. To a service nothing passes that is no field (RFC 9110, section 5).
    private static void checkFields(MultiMap fields) {
        for (Map.Entry<String, String> field : fields) {
            require(HttpHeaderValidationUtil.validateToken(field.getKey()) < 0, "The name of a header must be a token.");
            require(HttpHeaderValidationUtil.validateValidHeaderValue(field.getValue()) < 0,
                    "The value of a header must have no control characters, and no blank before it.");
        }
    }

    private static void require(boolean holds, String detail) {
        if (!holds) {
            throw new Refusal(Problem.badRequest(detail), AND_CLOSE);
        }
    }

    /// Whether a target in absolute form (RFC 9112, section 3.2.2) has the host that the header has: some read the one, some the other.
    private static boolean isOf(String target, List<String> hosts) {
        int authority = target.startsWith("/") ? -1 : target.indexOf("://");
        if (authority < 0) {
            return true;
        }
        int slash = target.indexOf('/', authority + 3);
        String named = target.substring(authority + 3, slash < 0 ? target.length() : slash);
        return !hosts.isEmpty() && named.equalsIgnoreCase(hosts.getFirst());
    }

    /// Characters of a host and port; above all no quote, blank or comma, which would make two of one in `Forwarded`, and nothing encoded.
    private static boolean wellFormed(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean known = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || ".:-_[]~".indexOf(c) >= 0;
            if (!known) {
                return false;
            }
        }
        return !host.isEmpty() && host.charAt(0) != '.' && host.charAt(0) != '-' && !host.contains("..");
    }
}
