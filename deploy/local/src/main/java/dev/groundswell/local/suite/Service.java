package dev.groundswell.local.suite;

/// The four services and their usual ports.
enum Service {
    GATEWAY("gateway", "gateway", 8080, 9000), ORDER("order", "order-service", 8081, 9001), CATALOG("catalog", "catalog-service", 8082,
            9002), PRICING("pricing", "pricing-service", 8083, 9003);

    /// Above it are the ports of second and further instances, a decade a service: 8102 is the second gateway, 8112 the second order-service.
    private static final int FURTHER_PORTS = 8100;
    private static final int FURTHER_MANAGEMENT_PORTS = 9100;

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

    /// By which the ports of an instance are asked for: `order`, `order-2`.
    String label(int number) {
        return number == 1 ? label : label + "-" + number;
    }

    int port(int number) {
        return number == 1 ? port : FURTHER_PORTS + 10 * ordinal() + number;
    }

    int managementPort(int number) {
        return number == 1 ? managementPort : FURTHER_MANAGEMENT_PORTS + 10 * ordinal() + number;
    }
}
