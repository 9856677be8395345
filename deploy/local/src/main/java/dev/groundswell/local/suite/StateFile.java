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

/// Writes down how far this suite is. Used by the starting thread only.
final class StateFile {
    private final Path file;
    private final Children children;
    private final List<Instance> instances;
    private final Map<String, Integer> partPorts = new HashMap<>();
    private @Nullable RunningParts parts;

    StateFile(Path file, Children children, List<Instance> instances) {
        this.file = file;
        this.children = children;
        this.instances = List.copyOf(instances);
    }

    void partsRun(RunningParts running) {
        parts = running;
        partPorts.put("postgres", running.postgres().port());
        running.postgres().replicaPort().ifPresent(port -> partPorts.put("replica", port));
        partPorts.put("kafka", running.kafkaPort());
        partPorts.put("redis", running.redisPort());
    }

    void write(String phase) {
        ProcessHandle self = ProcessHandle.current();
        new SuiteState(phase, self.pid(), millis(self.info().startInstant().orElse(null)), gatewayUrl(),
                children.all().stream().map(this::entry).toList()).write(file);
    }

    String gatewayUrl() {
        return instances.stream().filter(instance -> instance.service() == Service.GATEWAY).findFirst().orElseThrow().url();
    }

    /// What a test wants to know: `<name>`, `<name>.management` and `<name>.pid` per process, and what reaches the parts.
    Map<String, String> description(Home home) {
        Map<String, String> description = new LinkedHashMap<>();
        description.put("dir", home.dir().toString());
        description.put("gateway", gatewayUrl());
        for (Child child : children.all()) {
            description.put(child.name() + ".pid", Long.toString(child.pid()));
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
