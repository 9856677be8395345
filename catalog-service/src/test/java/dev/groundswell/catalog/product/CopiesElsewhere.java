package dev.groundswell.catalog.product;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/// A service that keeps next to nothing in memory, as one that has just started, and reads pages from a replica that may be far behind.
public final class CopiesElsewhere implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("groundswell.cache.memory", "1",
                "groundswell.replicas.addresses", "${test.replica}",
                // Tests hold it back for longer than one would tolerate.
                "groundswell.replicas.max-lag", "60s");
    }
}
