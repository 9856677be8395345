package dev.groundswell.testbed.conformance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.groundswell.local.process.JavaProgram;

/// How the gateway is set up for the suite: alone, its routes those of the suite's origin, which stands in for every service.
///
/// @param origin the port of the suite's origin
/// @param publicKey of a key pair that signs nothing: the suite has no tokens
record GatewaySettings(int port, int managementPort, int origin, Path publicKey) {
    /// As the launcher starts services that live for a minute.
    private static final List<String> JVM = List.of("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError", "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED");
    private static final String SERVICE = "catalog";

    /// Of a gateway whose jar this is.
    List<String> command(Path jar) {
        List<String> command = new ArrayList<>(List.of(JavaProgram.java()));
        command.addAll(JVM);
        properties().forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    Map<String, String> properties() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("groundswell.instance", "conformance");
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.put("quarkus.http.port", Integer.toString(port));
        settings.put("quarkus.management.host", "127.0.0.1");
        settings.put("quarkus.management.port", Integer.toString(managementPort));
        settings.put("mp.jwt.verify.publickey.location", "file:" + publicKey);
        // Nobody's: a Kafka or Redis on its usual port belongs to a suite that runs.
        settings.put("kafka.bootstrap.servers", "localhost:1");
        settings.put("quarkus.redis.hosts", "redis://localhost:1");
        settings.put("groundswell.limits.mode", "off");
        // Also those with no route of the suite's, so that nothing else on this machine is called.
        for (String service : List.of("order", "catalog", "pricing")) {
            settings.put("groundswell.upstreams." + service + ".addresses", "127.0.0.1:" + origin);
        }
        // The suite looks at the fields that the gateway keeps from browsers.
        settings.put("groundswell.edge.cdn-in-front", "true");
        settings.putAll(route("conformance", Map.of("paths", "/test/{},/test/{}/{}", "method", "*", "query", "*", "cache", "standard",
                "keep-cookies", "true")));
        settings.putAll(route("conformance-config", Map.of("paths", "/config/{}", "method", "PUT")));
        settings.putAll(route("conformance-state", Map.of("paths", "/state/{}", "method", "GET")));
        return settings;
    }

    /// Without tokens: the suite sends Authorization fields that are none.
    private static Map<String, String> route(String name, Map<String, String> settings) {
        Map<String, String> route = new TreeMap<>();
        settings.forEach((setting, value) -> route.put("groundswell.routes." + name + "." + setting, value));
        route.put("groundswell.routes." + name + ".service", SERVICE);
        route.put("groundswell.routes." + name + ".access", "unchecked");
        return route;
    }
}
