package dev.groundswell.local.testing;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.groundswell.local.token.KeyFiles;
import dev.groundswell.local.token.Tokens;

/// A whole packaged suite for one test run: parts and the four services on free ports, in a temporary folder. The modules must be
/// packaged (`./mvnw -Dquick package`). Thread-safe.
public final class TestSuite implements AutoCloseable {
    private final LauncherProcess launcher;
    private final TempFolder folder;
    private final Tokens tokens;

    private TestSuite(LauncherProcess launcher, TempFolder folder) {
        this.launcher = launcher;
        this.folder = folder;
        this.tokens = new Tokens(new KeyFiles(Path.of(launcher.ready("privateKey")).resolveSibling("")), InstantSource.system());
    }

    /// Returns when every service is ready. Options are those of `./dev up`, such as `--demo 50`; without one no demo is loaded. Fails with
    /// [IllegalStateException] and what the launcher told.
    public static TestSuite start(String... options) {
        return start(TempFolder.create("groundswell-suite"), List.of("--throwaway"), options);
    }

    /// The same as `./dev up` runs it, to be measured: commits reach the disk, JVMs compile fully. Its data lies below the given folder.
    public static TestSuite startDurable(Path parent, String... options) {
        return start(TempFolder.create(parent, "suite"), List.of(), options);
    }

    private static TestSuite start(TempFolder folder, List<String> kind, String... options) {
        Path root = LauncherProcess.root();
        List<String> words = new ArrayList<>(
                List.of("up", "--attached", "--ports", "random", "--dir", folder.path().toString(), "--root", root.toString()));
        words.addAll(kind);
        words.addAll(Arrays.asList(options));
        if (!words.contains("--demo") && !words.contains("--no-demo")) {
            words.add("--no-demo");
        }
        try {
            return new TestSuite(LauncherProcess.start(root, words), folder);
        } catch (RuntimeException e) {
            folder.delete();
            throw e;
        }
    }

    /// The only public door.
    public URI gateway() {
        return URI.create(launcher.ready("gateway"));
    }

    /// An instance's own door, past the gateway: `order-1`, `catalog-1`, `pricing-1`, `gateway-1`.
    public URI instance(String name) {
        return URI.create(launcher.ready(name));
    }

    public URI management(String name) {
        return URI.create(launcher.ready(name + ".management"));
    }

    /// The process of an instance or a part (`postgres`, `replica`, `kafka`, `redis`), to stop, continue or kill it. A killed one takes the
    /// suite with it.
    public ProcessHandle process(String name) {
        return ProcessHandle.of(Long.parseLong(launcher.ready(name + ".pid")))
                .orElseThrow(() -> new IllegalStateException(name + " is gone"));
    }

    /// Every process by name.
    public Map<String, Long> pids() {
        Map<String, Long> pids = new TreeMap<>();
        launcher.ready().forEach((name, value) -> {
            if (name.endsWith(".pid")) {
                pids.put(name.substring(0, name.length() - ".pid".length()), Long.parseLong(value));
            }
        });
        return pids;
    }

    public ProcessHandle supervisor() {
        return launcher.handle();
    }

    /// A database on the primary: `orders_0`, `orders_1`, `catalog` or `pricing`.
    public TestParts.Database database(String name) {
        return new TestParts.Database(launcher.ready("postgres"), name, launcher.ready("user"), launcher.ready("password"));
    }

    public TestParts.Database replica(String name) {
        return new TestParts.Database(launcher.ready("replica"), name, launcher.ready("user"), launcher.ready("password"));
    }

    public String kafka() {
        return launcher.ready("kafka");
    }

    public String redis() {
        return "redis://" + launcher.ready("redis");
    }

    /// One file per process, `<name>.log`.
    public Path logs() {
        return folder.path().resolve("logs");
    }

    public String token(String subject, boolean admin) {
        return token(subject, admin, Tokens.DEFAULT_TTL);
    }

    public String token(String subject, boolean admin, Duration ttl) {
        return tokens.mint(subject, admin, ttl);
    }

    /// Stops everything and deletes the data; returns when no process is left.
    @Override
    public void close() {
        launcher.close();
        folder.delete();
    }
}
