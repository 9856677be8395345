package dev.groundswell.local.suite;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.groundswell.local.home.Home;
import dev.groundswell.local.parts.RunningParts;
import dev.groundswell.local.process.Child;
import dev.groundswell.local.process.Children;

/// Writes down how far this suite is. Thread-safe.
final class StateFile {
    private final Path file;
    private final Children children;
    private final List<Instance> instances;
    private final Map<String, Integer> partPorts = new HashMap<>();
    private @Nullable RunningParts parts;
    private String phase = SuiteState.STARTING;

    StateFile(Path file, Children children, List<Instance> instances) {
        this.file = file;
        this.children = children;
        this.instances = List.copyOf(instances);
    }

    synchronized void partsRun(RunningParts running) {
        parts = running;
        partPorts.put("postgres", running.postgres().port());
        running.postgres().replicaPort().ifPresent(port -> partPorts.put("replica", port));
        partPorts.put("kafka", running.kafkaPort());
        partPorts.put("redis", running.redisPort());
    }

    synchronized void write(String reached) {
        phase = reached;
        write();
    }

    /// After something has changed within a phase.
    synchronized void write() {
        ProcessHandle self = ProcessHandle.current();
        new SuiteState(phase, self.pid(), millis(self.info().startInstant().orElse(null)), gatewayUrl(),
                children.all().stream().map(this::entry).toList()).write(file);
    }

    synchronized boolean isReady() {
        return phase.equals(SuiteState.READY);
    }

    String gatewayUrl() {
        return instances.stream().filter(instance -> instance.service() == Service.GATEWAY).findFirst().orElseThrow().url();
    }

    /// What a test wants to know: `<name>`, `<name>.management` and `<name>.pid` per process, and what reaches the parts.
    synchronized Map<String, String> description(Home home) {
        Map<String, String> description = new LinkedHashMap<>();
        description.put("dir", home.dir().toString());
        description.put("gateway", gatewayUrl());
        for (Child child : children.all()) {
            description.putAll(pid(child));
            partPort(child, description);
        }
        for (Instance instance : instances) {
            description.put(instance.name(), instance.url());
            description.put(instance.name() + ".management", instance.managementUrl());
        }
        if (parts != null) {
            description.put("user", parts.postgres().user());
            description.put("password", parts.postgres().password());
            description.put("privateKey", parts.keys().privatePem().toString());
        }
        return description;
    }

    /// What a test wants to know anew after a restart.
    static Map<String, String> pid(Child child) {
        return Map.of(child.name() + ".pid", Long.toString(child.pid()));
    }

    private void partPort(Child child, Map<String, String> description) {
        Integer port = partPorts.get(child.name());
        if (port != null) {
            description.put(child.name(), "localhost:" + port);
        }
    }

    private SuiteState.Entry entry(Child child) {
        for (Instance instance : instances) {
            if (instance.name().equals(child.name())) {
                return entry(child, instance.port(), instance.managementPort());
            }
        }
        return entry(child, partPorts.getOrDefault(child.name(), 0), 0);
    }

    private static SuiteState.Entry entry(Child child, int port, int managementPort) {
        return new SuiteState.Entry(child.name(), child.pid(), millis(child.startedAt()), port, managementPort, child.log().toString());
    }

    private static long millis(@Nullable Instant instant) {
        return instant == null ? 0 : instant.toEpochMilli();
    }
}
