package dev.groundswell.local.suite;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.groundswell.local.command.Options;
import dev.groundswell.local.home.Home;
import dev.groundswell.local.home.Project;

/// `status [--json] [--dir DIR]`: each process with pid, port and health. Exit code 0 when all are healthy, 1 otherwise.
public final class StatusCommand {
    private static final String READY = "ready";
    private static final int CONNECT_MILLIS = 1000;

    private final PrintStream out;

    public StatusCommand(PrintStream out) {
        this.out = out;
    }

    /// One line of the answer.
    private record Line(String name, long pid, int port, String health) {}

    public int run(List<String> arguments) {
        Options options = Options.parse(arguments, Set.of("--dir"), Set.of("--json")).withoutWords();
        return print(options.folder("--dir").map(Home::new).orElseGet(() -> Project.find().defaultHome()), options.has("--json"));
    }

    int print(Home home, boolean json) {
        Optional<SuiteState> running = SuiteState.running(home.state());
        List<Line> lines = running.map(StatusCommand::lines).orElse(List.of());
        boolean healthy = running.filter(state -> state.phase().equals(SuiteState.READY)).isPresent()
                && lines.stream().allMatch(line -> line.health().equals(READY));
        if (json) {
            printJson(running, lines, healthy);
        } else if (running.isEmpty()) {
            out.println("nothing is running in " + home.dir());
        } else {
            out.printf("%-12s %8s %6s  %s%n", "NAME", "PID", "PORT", "HEALTH");
            lines.forEach(line -> out.printf("%-12s %8d %6s  %s%n", line.name(), line.pid(),
                    line.port() == 0 ? "-" : Integer.toString(line.port()), line.health()));
        }
        return healthy ? 0 : 1;
    }

    private static List<Line> lines(SuiteState state) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("supervisor", state.pid(), 0, state.phase()));
        try (HttpClient http = HttpClient.newHttpClient()) {
            Health health = new Health(http);
            for (SuiteState.Entry entry : state.processes()) {
                lines.add(new Line(entry.name(), entry.pid(), entry.port(), health(entry, health)));
            }
        }
        return lines;
    }

    private static String health(SuiteState.Entry entry, Health health) {
        if (!entry.isAlive()) {
            return "gone";
        }
        try {
            if (entry.managementPort() > 0) {
                return health.ready("http://localhost:" + entry.managementPort()) ? READY : "not ready";
            }
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), entry.port()), CONNECT_MILLIS);
            }
            return READY;
        } catch (IOException e) {
            return "not ready: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "not asked";
        }
    }

    private void printJson(Optional<SuiteState> running, List<Line> lines, boolean healthy) {
        try {
            out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(Map.of(
                    "running", running.isPresent(),
                    "healthy", healthy,
                    "url", running.map(SuiteState::url).orElse(""),
                    "processes", lines)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record has no JSON", e);
        }
    }
}
