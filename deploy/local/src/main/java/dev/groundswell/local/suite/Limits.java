package dev.groundswell.local.suite;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import dev.groundswell.local.command.UsageException;
import dev.groundswell.local.process.LaunchException;

/// Whether the gateways limit how often somebody may ask.
enum Limits {
    OFF, DARK, ON;

    /// Where gateways keep what an admin has said of all of them.
    private static final String SAID = "groundswell:limits:mode";
    private static final int MILLIS = 5_000;

    static Limits parse(String word) {
        return Stream.of(values()).filter(limits -> limits.word().equals(word)).findFirst()
                .orElseThrow(() -> new UsageException("--limits must be off, dark or on, was " + word));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Map<String, String> settings() {
        return Map.of("groundswell.limits.mode", word());
    }

    /// Makes a Redis that was kept forget what an admin has said before: a suite starts as it is told to.
    void begin(int redisPort) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), redisPort), MILLIS);
            socket.setSoTimeout(MILLIS);
            socket.getOutputStream().write(("DEL " + SAID + "\r\n").getBytes(StandardCharsets.US_ASCII));
            int first = socket.getInputStream().read();
            if (first != ':') {
                throw new LaunchException("redis does not forget " + SAID + ": it answered with " + (char) first);
            }
        } catch (IOException e) {
            throw new LaunchException("redis does not forget " + SAID + ": " + e.getMessage(), e);
        }
    }
}
