package dev.groundswell.testbed.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// nginx as a reverse proxy of one server, set up as one would for speed: connections to the server are kept, nothing is logged, a worker a core.
final class Nginx implements AutoCloseable {
    private static final long START_BOUND_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Process process;
    private final int port;
    private final String version;

    private Nginx(Process process, int port, String version) {
        this.process = process;
        this.port = port;
        this.version = version;
    }

    /// Returns when it listens. Fails with [BenchException] and what nginx says.
    static Nginx start(Path program, Path folder, URI server) throws IOException, InterruptedException {
        int port = freePort();
        Path prefix = Files.createDirectories(folder);
        Path configuration = prefix.resolve("nginx.conf");
        Files.writeString(configuration, configuration(port, server));
        Path log = prefix.resolve("nginx.log");
        Process process = new ProcessBuilder(program.toString(), "-p", prefix.toString(), "-c", configuration.toString(), "-e",
                log.toString())
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        Nginx nginx = new Nginx(process, port, version(program));
        try {
            nginx.awaitStart(log);
        } catch (BenchException | IOException | InterruptedException e) {
            nginx.close();
            throw e;
        }
        return nginx;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    /// `nginx 1.22.1`
    String version() {
        return version;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitStart(Path log) throws IOException, InterruptedException {
        long end = System.nanoTime() + START_BOUND_NANOS;
        while (System.nanoTime() < end) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                break;
            }
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                // asked again
            }
        }
        throw new BenchException("nginx does not listen on port " + port + ":\n" + Files.readString(log));
    }

    private static String configuration(int port, URI server) {
        return """
                daemon off;
                pid nginx.pid;
                worker_processes auto;
                events {
                  worker_connections 1024;
                }
                http {
                  access_log off;
                  keepalive_requests 1000000;
                  upstream service {
                    server %s;
                    keepalive 64;
                    keepalive_requests 1000000;
                  }
                  server {
                    listen 127.0.0.1:%d;
                    location / {
                      proxy_pass http://service;
                      proxy_http_version 1.1;
                      proxy_set_header Connection "";
                    }
                  }
                }
                """.formatted(server.getAuthority().replace("localhost", "127.0.0.1"), port);
    }

    private static String version(Path program) throws IOException, InterruptedException {
        Process told = new ProcessBuilder(program.toString(), "-v").redirectErrorStream(true).start();
        String words = new String(told.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        told.waitFor();
        Matcher number = Pattern.compile("nginx/([0-9.]+)").matcher(words);
        return "nginx " + (number.find() ? number.group(1) : "of unknown version");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
