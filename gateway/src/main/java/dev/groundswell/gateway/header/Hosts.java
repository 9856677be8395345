package dev.groundswell.gateway.header;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

import jakarta.inject.Singleton;

import io.vertx.core.http.HttpServerRequest;

import dev.groundswell.gateway.client.Clients;
import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

/// The names under which this gateway may be asked. Immutable, safe from every thread.
@Singleton
public class Hosts {

    private final Set<String> ours;

    /// @throws IllegalArgumentException for what is no host
    Hosts(EdgeSettings edge) {
        this.ours = new HashSet<>();
        for (String host : edge.hosts().orElse(Set.of())) {
            if (!host.matches("[A-Za-z0-9._-]+|\\[[0-9a-fA-F:]+]")) {
                throw new IllegalArgumentException("groundswell.edge.hosts: " + host + " is no host; it is written without a port");
            }
            ours.add(host.toLowerCase(Locale.ROOT));
        }
    }

    /// @throws Refusal 421 for a host that is somebody else's (RFC 9110, section 15.5.20)
    public void check(HttpServerRequest request) {
        if (ours.isEmpty()) {
            return;
        }
        String host = Clients.host(request);
        if (host == null || !ours.contains(withoutPort(host).toLowerCase(Locale.ROOT))) {
            throw new Refusal(Problem.of("misdirected-request", "Misdirected request", 421, "This host is not served here."));
        }
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon < 0 || host.endsWith("]") ? host : host.substring(0, colon);
    }
}
