package dev.groundswell.local.testing;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.groundswell.local.token.KeyFiles;
import dev.groundswell.local.token.Tokens;

/// PostgreSQL, Kafka and Redis for one test run, with schema, topics and keys, on free ports and with data that nobody keeps.
/// Thread-safe; start it once per test JVM, and close it, or let the end of the JVM do so.
public final class TestParts implements AutoCloseable {
    private final LauncherProcess launcher;
    private final TempFolder folder;
    private final Tokens tokens;

    private TestParts(LauncherProcess launcher, TempFolder folder) {
        this.launcher = launcher;
        this.folder = folder;
        this.tokens = new Tokens(new KeyFiles(Path.of(launcher.ready("privateKey")).resolveSibling("")), InstantSource.system());
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
            return new TestParts(LauncherProcess.start(root, words), folder);
        } catch (RuntimeException e) {
            folder.delete();
            throw e;
        }
    }

    /// A database on the primary: `orders_0`, `orders_1`, `catalog` or `pricing`.
    public Database database(String name) {
        return new Database(launcher.ready("postgres"), name, user(), password());
    }

    /// The same database as the replica has it; there is none after `--no-replica`.
    public Database replica(String name) {
        return new Database(launcher.ready("replica"), name, user(), password());
    }

    public String user() {
        return launcher.ready("user");
    }

    public String password() {
        return launcher.ready("password");
    }

    /// Bootstrap servers.
    public String kafka() {
        return launcher.ready("kafka");
    }

    /// `redis://localhost:port`.
    public String redis() {
        return launcher.ready("redis");
    }

    /// The folder of data and logs, deleted by [#close()].
    public Path dir() {
        return folder.path();
    }

    /// For `mp.jwt.verify.publickey.location`, as `file:` and this path.
    public Path publicKey() {
        return Path.of(launcher.ready("publicKey"));
    }

    public Path privateKey() {
        return Path.of(launcher.ready("privateKey"));
    }

    /// A token of a customer, or of an admin, for an hour.
    public String token(String subject, boolean admin) {
        return token(subject, admin, Tokens.DEFAULT_TTL);
    }

    /// One that ends, or with a negative time has ended, at will.
    public String token(String subject, boolean admin, Duration ttl) {
        return tokens.mint(subject, admin, ttl);
    }

    /// Stops all parts and deletes their data; returns when no process is left.
    @Override
    public void close() {
        launcher.close();
        folder.delete();
    }
}
