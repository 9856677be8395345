package dev.groundswell.testbed.conformance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.groundswell.local.console.Progress;
import dev.groundswell.local.home.Folders;
import dev.groundswell.local.home.Project;
import dev.groundswell.local.process.Child;
import dev.groundswell.local.process.LaunchException;
import dev.groundswell.local.process.Ports;
import dev.groundswell.local.process.Waiting;
import dev.groundswell.local.token.KeyFiles;

/// The suite's origin and the packaged gateway in front of it, both on free ports of loopback.
final class ProxiedOrigin {
    private static final Duration START_BOUND = Duration.ofMinutes(1);
    private static final Duration HEALTH_BOUND = Duration.ofSeconds(2);
    /// A run takes a minute; through a cache that lets the suite's requests time out, each of them takes ten seconds.
    private static final long RUN_BOUND_MINUTES = 15;
    private static final String GATEWAY = "gateway";
    private static final String JAR = "quarkus-run.jar";

    private final Processes processes;
    private final SuiteScripts scripts;
    private final List<Child> servers;
    private final URI gateway;

    private ProxiedOrigin(Processes processes, SuiteScripts scripts, List<Child> servers, URI gateway) {
        this.processes = processes;
        this.scripts = scripts;
        this.servers = List.copyOf(servers);
        this.gateway = gateway;
    }

    /// Fails with [ConformanceException] when the gateway is not built.
    static void requirePackage(Project project) {
        Path jar = project.application(GATEWAY).resolve(JAR);
        if (!Files.exists(jar)) {
            throw new ConformanceException(jar + " is missing: build it with ./mvnw -Dquick package");
        }
    }

    /// Returns when both answer. Fails with [LaunchException] when one does not.
    static ProxiedOrigin start(Processes processes, Project project, SuiteScripts scripts, Progress progress) throws IOException {
        Ports ports = Ports.random(progress);
        int originPort = ports.choose("origin", 0);
        Child origin = processes.start("origin", scripts.origin(), scripts.originEnvironment(originPort));
        Waiting.untilReady(origin, START_BOUND, "port " + originPort, () -> listens(originPort));
        progress.step("origin", "ready on http://127.0.0.1:" + originPort);

        // A build replaces the package while the suite runs.
        Path application = processes.home().application(GATEWAY);
        Folders.delete(application);
        Folders.link(project.application(GATEWAY), application);
        GatewaySettings settings = new GatewaySettings(ports.choose(GATEWAY, 0), ports.choose("management", 0), originPort,
                new KeyFiles(processes.home().keys()).create().publicPem());
        Child gateway = processes.start(GATEWAY, settings.command(application.resolve(JAR)), Map.of());
        awaitHealth(gateway, URI.create("http://127.0.0.1:" + settings.managementPort() + "/q/health/ready"));
        URI url = URI.create("http://127.0.0.1:" + settings.port());
        progress.step(GATEWAY, "ready on " + url + ", its log: " + gateway.log());
        return new ProxiedOrigin(processes, scripts, List.of(origin, gateway), url);
    }

    /// Runs the suite's client to its end and returns the file with what it printed. Fails with [ConformanceException] when it fails, takes too long, or
    /// one of the servers ends meanwhile.
    ///
    /// @param id of the one test to run; empty for all
    Path runClient(String id) throws IOException, InterruptedException {
        Path results = processes.home().dir().resolve("results");
        Child client = processes.start("client", into(results, scripts.client()), scripts.clientEnvironment(gateway, id));
        awaitFirstEnd(client);
        for (Child server : servers) {
            if (!server.isAlive()) {
                throw new ConformanceException(server.name() + " ended while the suite ran" + server.logTail());
            }
        }
        int code = client.ended().join();
        if (code != 0) {
            throw new ConformanceException("the suite's client failed with exit code " + code + client.logTail());
        }
        return results;
    }

    private void awaitFirstEnd(Child client) throws InterruptedException {
        List<CompletableFuture<Integer>> ends = new ArrayList<>(List.of(client.ended()));
        servers.forEach(server -> ends.add(server.ended()));
        try {
            Object _ = CompletableFuture.anyOf(ends.toArray(CompletableFuture[]::new)).get(RUN_BOUND_MINUTES, TimeUnit.MINUTES);
        } catch (TimeoutException e) {
            throw new ConformanceException("the suite's client did not end within " + RUN_BOUND_MINUTES + " min" + client.logTail(), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an end cannot fail", e);
        }
    }

    /// Errors stay in the log.
    private static List<String> into(Path file, List<String> command) {
        List<String> redirected = new ArrayList<>(
                List.of("sh", "-c", "output=$1; shift; exec \"$@\" >\"$output\"", "into", file.toString()));
        redirected.addAll(command);
        return redirected;
    }

    private static boolean listens(int port) throws IOException {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        }
    }

    private static void awaitHealth(Child gateway, URI health) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(health).timeout(HEALTH_BOUND).build();
            Waiting.untilReady(gateway, START_BOUND, health.toString(), () -> {
                HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() != 200) {
                    throw new IOException(answer.statusCode() + " " + answer.body().replaceAll("\\s+", " "));
                }
                return true;
            });
        }
    }
}
