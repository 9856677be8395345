package dev.groundswell.testbed.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

import dev.groundswell.local.console.Progress;
import dev.groundswell.local.parts.Detours;
import dev.groundswell.local.process.Ports;
import dev.groundswell.local.process.Waiting;
import dev.groundswell.local.schema.Database;
import dev.groundswell.local.testing.Relay;
import dev.groundswell.local.testing.TestParts;
import dev.groundswell.local.testing.TestSuite;

/// A suite with a relay in front of every database, Kafka, Redis and the replica's stream, and the means to strike its parts. Used by one thread.
final class Stage implements AutoCloseable {

    private static final Duration BACK = Duration.ofMinutes(3);
    private static final int ASK_SECONDS = 5;
    private static final int ASK_MILLIS = 2_000;

    private final Map<String, Relay> relays;
    private final TestSuite suite;
    private final Set<String> frozen = new ConcurrentSkipListSet<>();
    /// A frozen process does not hear that it is to end, and PostgreSQL's children not even that their parent has ended.
    private final Thread onExit = Thread.ofPlatform().unstarted(this::thawAll);

    private Stage(Map<String, Relay> relays, TestSuite suite) {
        this.relays = relays;
        this.suite = suite;
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /// Returns when every service is ready. Commits do not wait for the disk: what a process had handed to the operating system outlives its death, and nobody
    /// pulls the plug of the machine.
    static Stage open(List<String> options) {
        Ports ports = Ports.random(new Progress(System.out));
        Map<String, Integer> parts = new LinkedHashMap<>();
        List.of("postgres", "kafka", "redis").forEach(part -> parts.put(part, ports.choose(part, 0)));
        Map<String, Relay> relays = new LinkedHashMap<>();
        for (String relayed : Fault.relayed()) {
            Integer own = parts.get(relayed);
            relays.put(relayed, Relay.between(ports.choose(relayed, 0), own == null ? parts.getOrDefault("postgres", 0) : own));
        }
        List<String> words = new ArrayList<>(options);
        parts.forEach((part, port) -> words.addAll(List.of("--" + part + "-port", Integer.toString(port))));
        words.addAll(List.of("--via", relays.entrySet().stream().map(relay -> relay.getKey() + "=" + relay.getValue().port())
                .collect(Collectors.joining(","))));
        try {
            String[] given = words.toArray(String[]::new);
            return new Stage(relays, TestSuite.start(given));
        } catch (RuntimeException e) {
            relays.values().forEach(Relay::close);
            throw e;
        }
    }

    TestSuite suite() {
        return suite;
    }

    void strike(Fault fault) {
        switch (fault.kind()) {
            case KILL -> suite.kill(fault.part());
            case FREEZE -> freeze(fault.part());
            case CUT -> relay(fault).cut();
            case SILENCE -> relay(fault).silence();
        }
    }

    /// Ends what [#strike] began.
    void mend(Fault fault) {
        switch (fault.kind()) {
            case KILL -> {
                // the launcher does
            }
            case FREEZE -> thaw(fault.part());
            case CUT, SILENCE -> relay(fault).pass();
        }
    }

    /// Returns when what was struck answers again. Fails with [ChaosException] after three minutes.
    void awaitBack(Fault fault) throws InterruptedException {
        String part = fault.part();
        if (!Waiting.until(BACK, () -> answers(part))) {
            throw new ChaosException(part + " did not come back within " + BACK.toMinutes() + " minutes");
        }
    }

    private boolean answers(String part) throws Exception {
        return switch (part) {
            case "kafka" -> brokerAnswers();
            case "redis" -> redisAnswers();
            case "replica", Detours.REPLICATION -> isTrue(suite.database("orders_0"),
                    "SELECT count(*) = 1 FROM pg_stat_replication WHERE state = 'streaming'");
            case "postgres" -> Database.names().stream().allMatch(name -> isTrue(suite.database(name), "SELECT true"));
            default -> Database.names().contains(part) || suite.isReady(part);
        };
    }

    @Override
    public void close() {
        thawAll();
        try {
            boolean _ = Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException exiting) {
            // it has had its turn
        }
        relays.values().forEach(Relay::pass);
        suite.close();
        relays.values().forEach(Relay::close);
    }

    private Relay relay(Fault fault) {
        Relay relay = relays.get(fault.part());
        if (relay == null) {
            throw new IllegalArgumentException("no relay stands in front of " + fault.part());
        }
        return relay;
    }

    private void freeze(String name) {
        frozen.add(name);
        signal("STOP", name);
    }

    private void thaw(String name) {
        if (frozen.remove(name)) {
            signal("CONT", name);
        }
    }

    private void thawAll() {
        frozen.forEach(this::thaw);
    }

    /// The process first, so that it makes no further children, then those it has: PostgreSQL is a process a connection.
    private void signal(String signal, String name) {
        Optional<ProcessHandle> process = ProcessHandle.of(suite.pid(name));
        send(signal, process.stream());
        send(signal, process.stream().flatMap(ProcessHandle::descendants));
    }

    private static void send(String signal, Stream<ProcessHandle> processes) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        if (command.size() > 2) {
            try {
                // One of PostgreSQL's children may have ended on the way, which kill calls a failure.
                int _ = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
                        .waitFor();
            } catch (IOException e) {
                throw new ChaosException("cannot send " + signal, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean brokerAnswers() throws Exception {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, suite.kafka(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ASK_MILLIS, AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ASK_MILLIS))) {
            return !admin.describeCluster().nodes().get(ASK_SECONDS, TimeUnit.SECONDS).isEmpty();
        }
    }

    private boolean redisAnswers() throws IOException {
        String address = suite.redis();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(),
                Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)))) {
            socket.setSoTimeout(ASK_MILLIS);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII).equals("+PONG");
        }
    }

    private static boolean isTrue(TestParts.Database database, String question) {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl() + "?connectTimeout=2&socketTimeout=5", database.user(),
                database.password());
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            return answer.next() && answer.getBoolean(1);
        } catch (SQLException notYet) {
            return false;
        }
    }
}
