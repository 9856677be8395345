package dev.groundswell.local.testing;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.groundswell.local.console.ReadyLine;
import dev.groundswell.local.token.KeyFiles;
import dev.groundswell.local.token.Tokens;

/// PostgreSQL, Kafka and Redis for one test run, with schema, topics and keys, on free ports and with data that nobody keeps.
/// Thread-safe.
public final class TestParts implements AutoCloseable {
    private static final String SHARED = "test.parts: ";
    private static final String FOLDER = "folder";

    private final Map<String, String> ready;
    private final Path folder;
    private final Runnable end;
    private final Tokens tokens;

    private TestParts(Map<String, String> ready, Path folder, Runnable end) {
        this.ready = ready;
        this.folder = folder;
        this.end = end;
        this.tokens = new Tokens(new KeyFiles(Path.of(ready("privateKey")).resolveSibling("")), InstantSource.system());
    }

    /// Where a database is reached.
    ///
    /// @param address `localhost:port`
    public record Database(String address, String name, String user, String password) {
        /// For Vert.x' client: `postgresql://localhost:port/name`.
        public String url() {
            return "postgresql://" + address + "/" + name;
        }

        public String jdbcUrl() {
            return "jdbc:" + url();
        }
    }

    /// Returns when all parts are ready, after about five seconds. Options are those of the subcommand `parts`: `--databases orders`
    /// (also `catalog`, `pricing`, joined by commas, or `none`: whose schema is applied; all databases exist), `--no-replica`,
    /// `--partitions N`, `--topic-prefix P`. Fails with [IllegalStateException] and what the launcher told.
    public static TestParts start(String... options) {
        TempFolder folder = TempFolder.create("groundswell-parts");
        Path root = LauncherProcess.root();
        List<String> words = new ArrayList<>(List.of("parts", "--dir", folder.path().toString(), "--root", root.toString()));
        words.addAll(Arrays.asList(options));
        try {
            LauncherProcess launcher = LauncherProcess.start(root, words);
            return new TestParts(launcher.ready(), folder.path(), () -> {
                launcher.close();
                folder.delete();
            });
        } catch (RuntimeException e) {
            folder.delete();
            throw e;
        }
    }

    /// Those of this JVM: the first call starts them, each later one with the same options finds them as the tests before have left them. They end with the
    /// JVM; closing them does nothing.
    ///
    /// Quarkus loads this class anew for each profile of a service's tests: what they share travels in system properties.
    public static TestParts shared(String... options) {
        String key = SHARED + String.join(" ", options);
        synchronized (System.getProperties()) {
            Map<String, String> running = ReadyLine.parse(System.getProperty(key, ""));
            if (running.isEmpty()) {
                TestParts first = start(options);
                Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(first.end));
                running = new HashMap<>(first.ready);
                running.put(FOLDER, first.folder.toString());
                System.setProperty(key, ReadyLine.of(running));
            }
            return new TestParts(running, Path.of(running.get(FOLDER)), () -> {});
        }
    }

    /// A database on the primary: `orders_0`, `orders_1`, `catalog` or `pricing`.
    public Database database(String name) {
        return new Database(ready("postgres"), name, user(), password());
    }

    /// The same database as the replica has it; there is none after `--no-replica`.
    public Database replica(String name) {
        return new Database(ready("replica"), name, user(), password());
    }

    public String user() {
        return ready("user");
    }

    public String password() {
        return ready("password");
    }

    /// Bootstrap servers.
    public String kafka() {
        return ready("kafka");
    }

    /// `redis://localhost:port`.
    public String redis() {
        return ready("redis");
    }

    /// The folder of data and logs, deleted by [#close()].
    public Path dir() {
        return folder;
    }

    /// For `mp.jwt.verify.publickey.location`, as `file:` and this path.
    public Path publicKey() {
        return Path.of(ready("publicKey"));
    }

    public Path privateKey() {
        return Path.of(ready("privateKey"));
    }

    /// A token of a customer, or of an admin, for an hour.
    public String token(String subject, boolean admin) {
        return token(subject, admin, Tokens.DEFAULT_TTL);
    }

    /// One that ends, or with a negative time has ended, at will.
    public String token(String subject, boolean admin, Duration ttl) {
        return tokens.mint(subject, admin, ttl);
    }

    /// Stops all parts and deletes their data; returns when no process is left. Shared ones stay.
    @Override
    public void close() {
        end.run();
    }

    private String ready(String name) {
        return Objects.requireNonNull(ready.get(name), () -> "the launcher told nothing named " + name + ", only " + ready.keySet());
    }
}
