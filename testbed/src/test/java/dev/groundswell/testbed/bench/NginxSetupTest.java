package dev.groundswell.testbed.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

class NginxSetupTest {
    private static final URI SERVICE = URI.create("http://localhost:8082");

    @Test
    void eitherWayTheServersConnectionsAreKeptAndNothingIsLogged() {
        for (NginxSetup setup : new NginxSetup[]{NginxSetup.passing(), NginxSetup.keeping(Path.of("/kept"), true)}) {
            assertThat(setup.text(8090, SERVICE)).contains("listen 127.0.0.1:8090;", "server 127.0.0.1:8082;", "keepalive 64;",
                    "access_log off;", "worker_processes auto;");
        }
    }

    @Test
    void onlyTheOneThatKeepsHasACache() {
        assertThat(NginxSetup.passing().text(8090, SERVICE)).doesNotContain("proxy_cache");
        assertThat(NginxSetup.keeping(Path.of("/kept"), false).text(8090, SERVICE)).contains("proxy_cache_path /kept ", "proxy_cache kept;",
                "proxy_cache_valid 200 5s;").doesNotContain("open_file_cache");
        assertThat(NginxSetup.keeping(Path.of("/kept"), true).text(8090, SERVICE)).contains("open_file_cache max=1000 inactive=60s;");
    }
}
