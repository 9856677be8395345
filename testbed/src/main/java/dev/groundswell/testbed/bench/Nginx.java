package dev.groundswell.testbed.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// nginx as a reverse proxy of one server.
final class Nginx implements AutoCloseable {
    private final Daemon daemon;
    private final String name;

    private Nginx(Daemon daemon, String name) {
        this.daemon = daemon;
        this.name = name;
    }

    /// Passes everything on. Returns when it listens; fails with [BenchException] and what nginx says.
    static Nginx passing(Path program, URI server) throws IOException, InterruptedException {
        return start(program, Daemon.folder("nginx"), NginxSetup.passing(), "", server);
    }

    /// Keeps answers for five seconds, and serves them to everybody. Returns and fails as above.
    ///
    /// @param filesAtHand whether it keeps its files open, as few do
    static Nginx keeping(Path program, boolean filesAtHand, URI server) throws IOException, InterruptedException {
        Path folder = Daemon.folder("nginx");
        return start(program, folder, NginxSetup.keeping(folder.resolve("kept"), filesAtHand), filesAtHand ? " with open files" : "",
                server);
    }

    private static Nginx start(Path program, Path folder, NginxSetup setup, String how, URI server)
            throws IOException, InterruptedException {
        String version = "nginx " + Commands.version(program, "-v");
        int port = Daemon.freePort();
        Path configuration = Files.writeString(folder.resolve("nginx.conf"), setup.text(port, server));
        Files.createDirectory(folder.resolve("temporary"));
        Daemon daemon = Daemon.start(List.of(program.toString(), "-p", folder.toString(), "-c", configuration.toString(), "-e", "stderr"),
                folder, port);
        return new Nginx(daemon, version + how);
    }

    /// Its name is `nginx 1.22.1`, and how it is set up.
    Door door() {
        return new Door(name, daemon.url(), daemon.process());
    }

    @Override
    public void close() {
        daemon.close();
    }
}
