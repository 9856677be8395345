package dev.groundswell.testbed.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

class GatewaySettingsTest {
    private final GatewaySettings settings = new GatewaySettings(20001, 20002, 20003, Path.of("/keys/public.pem"));

    @Test
    void nothingButTheOriginIsCalled() {
        assertThat(settings.properties())
                .containsEntry("groundswell.upstreams.order.addresses", "127.0.0.1:20003")
                .containsEntry("groundswell.upstreams.catalog.addresses", "127.0.0.1:20003")
                .containsEntry("groundswell.upstreams.pricing.addresses", "127.0.0.1:20003")
                .containsEntry("kafka.bootstrap.servers", "localhost:1")
                .containsEntry("quarkus.redis.hosts", "redis://localhost:1");
    }

    @Test
    void theSuitesPathsAreRoutes() {
        assertThat(settings.properties())
                .containsEntry("groundswell.routes.conformance.paths", "/test/{},/test/{}/{}")
                .containsEntry("groundswell.routes.conformance.cache", "standard")
                .containsEntry("groundswell.routes.conformance-config.method", "PUT")
                .containsEntry("groundswell.routes.conformance-state.paths", "/state/{}");
        assertThat(settings.properties().entrySet()).filteredOn(setting -> setting.getKey().endsWith(".access")).hasSize(3)
                .allSatisfy(setting -> assertThat(setting.getValue()).isEqualTo("unchecked"));
    }

    @Test
    void settingsStandBeforeTheJar() {
        List<String> command = settings.command(Path.of("/app/quarkus-run.jar"));

        assertThat(command).contains("-Dquarkus.http.port=20001", "-Dquarkus.management.port=20002").endsWith("-jar",
                "/app/quarkus-run.jar");
    }
}
