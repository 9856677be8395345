package dev.groundswell.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.quarkus.test.junit.QuarkusTestProfile;

/// A gateway with a certificate made now, names of its own and one origin that is let in, and bounds that a test need not wait for.
public class Guarded implements QuarkusTestProfile {

    static final String PASSWORD = "for-a-test";
    static final int CONNECTIONS = 100;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.ofEntries(
                Map.entry("quarkus.tls.key-store.p12.path", certificate().toString()),
                Map.entry("quarkus.tls.key-store.p12.password", PASSWORD),
                Map.entry("quarkus.tls.handshake-timeout", "1s"),
                Map.entry("quarkus.http.test-ssl-port", "0"),
                Map.entry("quarkus.http.insecure-requests", "enabled"),
                Map.entry("quarkus.http.limits.max-connections", String.valueOf(CONNECTIONS)),
                Map.entry("groundswell.cors.origins", "https://shop.example"),
                Map.entry("groundswell.edge.hosts", "localhost,127.0.0.1,api.example,[::1],a"),
                Map.entry("groundswell.connections.head", "500ms"),
                Map.entry("groundswell.connections.reader", "500ms"),
                Map.entry("groundswell.body.time", "20s"));
    }

    private static Path certificate() {
        try {
            Path store = Files.createTempDirectory("groundswell-tls").resolve("store.p12");
            Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                    "-alias", "test", "-keyalg", "EC", "-dname", "CN=localhost", "-validity", "1", "-storetype", "PKCS12", "-storepass",
                    PASSWORD, "-keystore", store.toString()).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(keytool.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(keytool.exitValue()).isZero();
            return store;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("no certificate", e);
        }
    }
}
