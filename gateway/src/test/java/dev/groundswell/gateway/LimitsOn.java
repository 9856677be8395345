package dev.groundswell.gateway;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/// A gateway that limits, behind a proxy on this machine, with quotas that a test can use up.
public class LimitsOn implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "groundswell.limits.mode", "on",
                "groundswell.limits.orders.quota", "5",
                "groundswell.limits.orders.window", "10s",
                "groundswell.limits.browse.quota", "20",
                "groundswell.limits.browse.window", "60s",
                "groundswell.limits.admin.quota", "50",
                // A busy machine is not an absent Redis.
                "groundswell.limits.budget", "100ms",
                "groundswell.edge.trusted-proxies", "127.0.0.0/8,10.0.0.1");
    }
}
