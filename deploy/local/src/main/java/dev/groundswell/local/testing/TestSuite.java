package dev.groundswell.local.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.groundswell.local.token.KeyFiles;
import dev.groundswell.local.token.Tokens;

/// A whole packaged suite for one test run: parts and the four services on free ports, in a temporary folder. The modules must be
/// packaged (`./mvnw -Dquick package`). Thread-safe.
public final class TestSuite implements AutoCloseable {
    private static final Duration READY_BOUND = Duration.ofMinutes(2);
    private static final int LOOK_EVERY_MILLIS = 100;

    private final LauncherProcess launcher;
    private final TempFolder folder;
    private final Tokens tokens;

    private TestSuite(LauncherProcess launcher, TempFolder folder) {
        this.launcher = launcher;
        this.folder = folder;
        this.tokens = new Tokens(new KeyFiles(Path.of(launcher.ready("privateKey")).resolveSibling("")), InstantSource.system());
    }

    /// Returns when every service is ready. Options are those of `./dev up`, such as `--demo 50`; without one no demo is loaded, and limits are decided and refuse
    /// nobody. Fails with [IllegalStateException] and what the launcher told.
    public static TestSuite start(String... options) {
        return start(TempFolder.create("groundswell-suite"), List.of("--throwaway"), "dark", options);
    }

    /// The same as `./dev up` runs it, to be measured: commits reach the disk, JVMs compile fully, and without an option there are no limits. Its data lies below
    /// the given folder.
    public static TestSuite startDurable(Path parent, String... options) {
        return start(TempFolder.create(parent, "suite"), List.of(), "off", options);
    }

    private static TestSuite start(TempFolder folder, List<String> kind, String limits, String... options) {
        Path root = LauncherProcess.root();
        List<String> words = new ArrayList<>(
                List.of("up", "--attached", "--ports", "random", "--dir", folder.path().toString(), "--root", root.toString()));
        words.addAll(kind);
        words.addAll(Arrays.asList(options));
        if (!words.contains("--demo") && !words.contains("--no-demo")) {
            words.add("--no-demo");
        }
        if (!words.contains("--limits")) {
            words.addAll(List.of("--limits", limits));
        }
        try {
            return new TestSuite(LauncherProcess.start(root, words), folder);
        } catch (RuntimeException e) {
            folder.delete();
            throw e;
        }
    }

    /// What `./dev` does with these words for this suite, such as `shards split orders_0 --to orders_2`: returns when it has ended, with what it printed.
    /// Fails with [IllegalStateException] when its exit code is not 0.
    public String command(String... words) {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of("--dir", folder.path().toString()));
        return LauncherProcess.run(LauncherProcess.root(), all);
    }

    /// The only public door, or the first of several.
    public URI gateway() {
        return URI.create(launcher.ready("gateway"));
    }

    /// All public doors, the first of them first.
    public List<URI> gateways() {
        return launcher.ready().keySet().stream().filter(name -> name.matches("gateway-\\d")).sorted().map(this::instance).toList();
    }

    /// An instance's own door, past the gateway: `order-1`, `catalog-1`, `pricing-1`, `gateway-1`.
    public URI instance(String name) {
        return URI.create(launcher.ready(name));
    }

    public URI management(String name) {
        return URI.create(launcher.ready(name + ".management"));
    }

    /// The process of an instance or a part (`postgres`, `replica`, `kafka`, `redis`), to stop, continue or kill it. One that is killed is
    /// started again.
    public ProcessHandle process(String name) {
        return ProcessHandle.of(pid(name)).orElseThrow(() -> new IllegalStateException(name + " is gone"));
    }

    /// The present one: it changes with a restart.
    public long pid(String name) {
        return Long.parseLong(launcher.ready(name + ".pid"));
    }

    /// Kills a process with SIGKILL and returns when it is gone.
    public void kill(String name) {
        ProcessHandle process = process(name);
        if (!process.destroyForcibly()) {
            throw new IllegalStateException(name + " could not be killed");
        }
        var _ = process.onExit().join();
    }

    /// Asks a process to end, with SIGTERM, and returns when it is gone.
    public void terminate(String name) {
        ProcessHandle process = process(name);
        if (!process.destroy()) {
            throw new IllegalStateException(name + " could not be asked to end");
        }
        var _ = process.onExit().join();
    }

    /// Ends an instance and starts it from another package, the folder `quarkus-app` of a build, as an upgrade does. Returns when it is ready.
    public void replace(String name, Path application) throws IOException {
        Path launch = folder.path().resolve("apps").resolve(name + ".args");
        if (!Files.exists(launch)) {
            throw new IllegalStateException("no instance reads " + launch);
        }
        Files.writeString(launch, "-jar \"" + application.toAbsolutePath().resolve("quarkus-run.jar") + "\"\n");
        terminate(name);
        awaitReady(name);
    }

    /// Ends an instance and starts it with further settings, such as `groundswell.cache.memory=0`, before those it has; they stay for later starts.
    /// Returns when it is ready.
    public void restartWith(String name, List<String> settings) throws IOException {
        Path launch = folder.path().resolve("apps").resolve(name + ".args");
        String more = settings.stream().map(setting -> "\"-D" + setting + "\"\n").collect(Collectors.joining());
        Files.writeString(launch, more + Files.readString(launch));
        terminate(name);
        awaitReady(name);
    }

    /// Returns when the instance runs and says that it is ready: after [#kill(String)] that is a new process. Fails with
    /// [IllegalStateException] when that takes more than two minutes.
    public void awaitReady(String name) {
        HttpRequest question = HttpRequest.newBuilder(management(name).resolve("/q/health/ready")).timeout(Duration.ofSeconds(2)).build();
        long end = System.nanoTime() + READY_BOUND.toNanos();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (!isReady(name, http, question)) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException(
                            name + " was not ready again within " + READY_BOUND.toSeconds() + " s:\n" + launcher.told());
                }
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + name, e);
        }
    }

    /// Whether the instance runs and says that it is ready.
    public boolean isReady(String name) throws InterruptedException {
        HttpRequest question = HttpRequest.newBuilder(management(name).resolve("/q/health/ready")).timeout(Duration.ofSeconds(2)).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return isReady(name, http, question);
        }
    }

    private boolean isReady(String name, HttpClient http, HttpRequest question) throws InterruptedException {
        if (ProcessHandle.of(pid(name)).filter(ProcessHandle::isAlive).isEmpty()) {
            return false;
        }
        try {
            return http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
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

    /// Runs `work`. When that fails, what every process has logged by then is kept in `target/kept-logs/<name>` of the working folder: the suite's own
    /// folder does not outlive the suite.
    public void keepingLogs(String name, Work work) throws Exception {
        try {
            work.run();
        } catch (Exception | AssertionError failed) {
            Path kept = Files.createDirectories(Path.of("target", "kept-logs", name));
            try (Stream<Path> logs = Files.list(logs())) {
                for (Path log : logs.toList()) {
                    Files.copy(log, kept.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            System.out.println("what the processes logged: " + kept.toAbsolutePath());
            throw failed;
        }
    }

    /// What a test does with a suite.
    public interface Work {

        void run() throws Exception;
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
