package dev.groundswell.gateway.header;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

/// Refuses requests whose head two readers could cut in two ways: what smuggling and poisoning live on.
///
/// Netty has refused before us: `Content-Length` beside `Transfer-Encoding`, several or signed lengths, blanks around a name, bare line feeds in chunks.
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
                || coding.equalsIgnoreCase("chunked") && request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING).size() == 1,
                "Transfer-Encoding must be chunked and nothing else.");
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        require(hosts.size() == 1 || hosts.isEmpty() && version != HttpVersion.HTTP_1_1,
                "There must be one Host header, not " + hosts.size() + ".");
        require(hosts.isEmpty() || wellFormed(hosts.getFirst()), "The Host header is no host.");
    }

    private static void require(boolean holds, String detail) {
        if (!holds) {
            throw new Refusal(Problem.badRequest(detail), AND_CLOSE);
        }
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
