package dev.groundswell.local.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.stream.Collectors;

import dev.groundswell.local.home.Cache;
import dev.groundswell.local.home.Folders;
import dev.groundswell.local.home.Home;
import dev.groundswell.local.home.Private;
import dev.groundswell.local.process.Tool;

/// Makes the data folders of primary and replica while no server runs in them.
final class DataFolders {
    static final String USER = "groundswell";

    private static final Duration INITDB_BOUND = Duration.ofMinutes(2);
    private static final String DONE = "groundswell.done";

    private final PostgresPrograms programs;
    private final Home home;
    private final Cache cache;
    private final Path base;

    DataFolders(PostgresPrograms programs, Home home, Cache cache) {
        this.programs = programs;
        this.home = home;
        this.cache = cache;
        this.base = home.postgres();
    }

    Path primary() {
        return base.resolve("primary");
    }

    Path replica() {
        return base.resolve("replica");
    }

    String password() {
        return password(home);
    }

    static String password(Home home) {
        return Private.password(home.postgres().resolve("password"));
    }

    /// Makes the primary's folder unless a complete one is there. One for tests is a copy of a template made once per machine, whose
    /// password it shares: all of them listen on the loopback address and live for minutes.
    void preparePrimary(PostgresPlan plan) throws IOException {
        if (Files.exists(primary().resolve(DONE))) {
            Files.deleteIfExists(primary().resolve("postmaster.pid"));
            return;
        }
        Folders.delete(base);
        if (plan.durable()) {
            Private.createFolder(base);
            initialise(base, plan, home.log("postgres"));
        } else {
            String name = "postgres-" + PostgresPrograms.VERSION + "-data-" + Integer.toHexString(plan.databases().hashCode());
            Path template = cache.folder(name, folder -> initialise(folder, plan, folder.resolve("initdb.log")));
            Folders.copy(template, base);
        }
    }

    /// The replica begins as a cold copy of the primary, which is not running: after a crash too, since it then recovers from the same
    /// write-ahead log. A run without replica discards it, because the primary may drop log the replica would still need.
    void prepareReplica(PostgresPlan plan) throws IOException {
        if (!plan.replica()) {
            Folders.delete(replica());
        } else if (!Files.exists(replica().resolve(DONE))) {
            Folders.delete(replica());
            Path draft = base.resolve("replica.draft");
            Folders.delete(draft);
            Folders.copy(primary(), draft);
            Files.createFile(draft.resolve("standby.signal"));
            // PostgreSQL wants its folder closed to others, which the copy inherited.
            var _ = Files.move(draft, replica(), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.deleteIfExists(replica().resolve("postmaster.pid"));
    }

    private void initialise(Path folder, PostgresPlan plan, Path log) throws IOException {
        Path data = folder.resolve("primary");
        Path passwordFile = folder.resolve("password");
        var _ = Private.password(passwordFile);
        Tool.run("initdb", programs.command("initdb", "-D", data.toString(), "-U", USER, "--pwfile=" + passwordFile, "--auth=scram-sha-256",
                "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-sync", "--no-instructions"),
                "", log, INITDB_BOUND);
        String statements = plan.databases().stream().map(database -> "CREATE DATABASE " + database + "\n").collect(Collectors.joining());
        // A single-user server needs no port and no password, and is done before a network server would have started.
        Tool.run("postgres --single",
                programs.command("postgres", "--single", "-D", data.toString(), "-c", "fsync=" + (plan.durable() ? "on" : "off"),
                        "-c", "log_checkpoints=off", "postgres"),
                statements, log, INITDB_BOUND);
        Files.createFile(data.resolve(DONE));
    }
}
