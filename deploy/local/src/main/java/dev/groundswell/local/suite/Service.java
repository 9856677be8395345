package dev.groundswell.local.suite;

/// The four services and their usual ports.
enum Service {
    GATEWAY("gateway", "gateway", 8080, 9000), ORDER("order", "order-service", 8081, 9001), CATALOG("catalog", "catalog-service", 8082,
            9002), PRICING("pricing", "pricing-service", 8083, 9003);

    private final String label;
    private final String module;
    private final int port;
    private final int managementPort;

    Service(String label, String module, int port, int managementPort) {
        this.label = label;
        this.module = module;
        this.port = port;
        this.managementPort = managementPort;
    }

    String label() {
        return label;
    }

    String module() {
        return module;
    }

    int port() {
        return port;
    }

    int managementPort() {
        return managementPort;
    }
}
