package dev.groundswell.testbed.fuzz;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A request as it goes over the wire, down to its mistakes. Immutable.
///
/// @param target path and query as they are sent, encoded or not
/// @param headers `Name: value`; `Host` and `Content-Length` are added in sending
/// @param body empty for none
record Request(String method, String target, List<String> headers, byte[] body) {

    Request {
        headers = List.copyOf(headers);
    }

    static Request of(String method, String target) {
        return new Request(method, target, List.of(), new byte[0]);
    }

    Request with(String header) {
        List<String> more = new ArrayList<>(headers);
        more.add(header);
        return new Request(method, target, more, body);
    }

    /// Without the header of this name.
    Request without(String name) {
        String start = name + ":";
        return new Request(method, target,
                headers.stream().filter(header -> !header.regionMatches(true, 0, start, 0, start.length())).toList(), body);
    }

    Request bearing(String token) {
        return without("Authorization").with("Authorization: Bearer " + token);
    }

    Request sending(String text) {
        return sending(text.getBytes(StandardCharsets.UTF_8));
    }

    Request sending(byte[] bytes) {
        return new Request(method, target, headers, bytes).without("Content-Type").with("Content-Type: application/json");
    }

    Request at(String other) {
        return new Request(method, other, headers, body);
    }

    Request by(String other) {
        return new Request(other, target, headers, body);
    }

    /// The target without its query.
    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    int size() {
        return target.length() + body.length + headers.stream().mapToInt(String::length).sum();
    }

    /// Head and body, ready to be sent.
    byte[] bytes(String host) {
        StringBuilder head = new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: ").append(host).append("\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        if (body.length > 0) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        } else if (method.equals("POST") || method.equals("PUT")) {
            head.append("Content-Length: 0\r\n");
        }
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        byte[] all = java.util.Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return all;
    }

    /// The same request as a line for a shell, with `$TOKEN` in the place of the token and a long body cut.
    String curl(URI gateway) {
        StringBuilder line = new StringBuilder("curl -i --path-as-is -X ").append(method).append(' ').append(quoted(gateway + target));
        for (String header : headers) {
            line.append(" -H ").append(header.startsWith("Authorization: Bearer ey") ? "\"Authorization: Bearer $TOKEN\"" : quoted(header));
        }
        if (body.length > 0) {
            line.append(" --data-binary ").append(quoted(new String(body, StandardCharsets.ISO_8859_1)));
        }
        return line.toString();
    }

    private static String quoted(String text) {
        String shown = text.length() > 2_000 ? text.substring(0, 2_000) + "…" : text;
        if (shown.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '\'')) {
            return "'" + shown + "'";
        }
        StringBuilder quoted = new StringBuilder("$'");
        shown.chars().forEach(c -> {
            if (c == '\'' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c >= ' ' && c <= '~' || c > 255) {
                quoted.append((char) c);
            } else {
                quoted.append(String.format("\\x%02x", c));
            }
        });
        return quoted.append("'").toString();
    }
}
