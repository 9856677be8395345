package dev.groundswell.testbed.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// How often Redis was called, as it counts itself (`INFO commandstats`).
///
/// @param redis `redis://localhost:16379`
record RedisCalls(URI redis) {

    private static final int PATIENCE_MILLIS = 10_000;

    /// Scripts run so far: each decides for all requests of a tick.
    long scripts() throws IOException {
        try (Socket socket = new Socket(redis.getHost(), redis.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write("INFO commandstats\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            return in(String.join("\n",
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readAllLines()));
        }
    }

    static long in(String stats) {
        return Pattern.compile("(?m)^cmdstat_eval(?:sha)?:calls=([0-9]+)").matcher(stats).results()
                .mapToLong(calls -> Long.parseLong(calls.group(1))).sum();
    }
}
