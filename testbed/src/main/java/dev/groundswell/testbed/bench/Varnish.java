package dev.groundswell.testbed.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Varnish in front of one server. Keeps each answer for five seconds in memory, and serves it to everybody, the caller's token aside; an old answer is
/// served while one request fetches. Apart from that it is set up as it comes.
final class Varnish implements AutoCloseable {
    private static final String LANGUAGE = """
            vcl 4.1;
            backend service {
              .host = "127.0.0.1";
              .port = "%d";
            }
            sub vcl_recv {
              unset req.http.Cookie;
              return (hash);
            }
            sub vcl_backend_response {
              set beresp.ttl = 5s;
              set beresp.grace = 60s;
              return (deliver);
            }
            """;

    private final Daemon daemon;
    private final String version;

    private Varnish(Daemon daemon, String version) {
        this.daemon = daemon;
        this.version = version;
    }

    /// Returns when it listens; fails with [BenchException] and what Varnish says.
    static Varnish start(Path program, URI server) throws IOException, InterruptedException {
        String version = "varnish " + Commands.version(program, "-V");
        Path folder = Daemon.folder("varnish");
        int port = Daemon.freePort();
        Path language = Files.writeString(folder.resolve("keeping.vcl"), LANGUAGE.formatted(server.getPort()));
        // No jail: it would want users of its own, and root to become them. Its log, which it always writes, lies in memory with the folder.
        Daemon daemon = Daemon.start(List.of(program.toString(), "-F", "-j", "none", "-n", folder.resolve("work").toString(), "-f",
                language.toString(), "-s", "malloc,64m", "-a", "127.0.0.1:" + port, "-T", "none"), folder, port);
        return new Varnish(daemon, version);
    }

    /// Its name is `varnish 7.1.1`.
    Door door() {
        return new Door(version, daemon.url(), daemon.process());
    }

    @Override
    public void close() {
        daemon.close();
    }
}
