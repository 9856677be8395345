package dev.groundswell.testbed.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A server that somebody else wrote, listening on loopback, with a folder that goes with it.
final class Daemon implements AutoCloseable {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long START_BOUND_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int STOP_BOUND_SECONDS = 5;

    private final Process process;
    private final Path folder;
    private final int port;

    private Daemon(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /// Returns when it listens on the port. Fails with [BenchException] and what it says; takes the folder away then, too.
    static Daemon start(List<String> command, Path folder, int port) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        Daemon daemon = new Daemon(process, folder, port);
        try {
            daemon.awaitStart(command.getFirst(), log);
        } catch (BenchException | IOException | InterruptedException e) {
            daemon.close();
            throw e;
        }
        return daemon;
    }

    /// An empty folder, in memory where Linux has such a place. A server that gives up root's rights can still reach what it owns inside.
    static Path folder(String name) throws IOException {
        Path folder = Files.isWritable(MEMORY)
                ? Files.createTempDirectory(MEMORY, "groundswell-" + name)
                : Files.createTempDirectory("groundswell-" + name);
        if (!folder.toFile().setExecutable(true, false)) {
            throw new IOException("cannot open the way into " + folder);
        }
        return folder;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    /// Returns when it has ended, its children included.
    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(STOP_BOUND_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        delete(folder);
    }

    private void awaitStart(String program, Path log) throws IOException, InterruptedException {
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
        throw new BenchException(program + " does not listen on port " + port + ":\n" + Files.readString(log));
    }

    /// What cannot be deleted stays for the operating system to clean up.
    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        } catch (IOException | UncheckedIOException left) {
            // see above
        }
    }
}
