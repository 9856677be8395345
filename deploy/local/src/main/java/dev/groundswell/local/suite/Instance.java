package dev.groundswell.local.suite;

/// One process of a service.
///
/// @param number counts from 1 within the service
record Instance(Service service, int number, Role role, int port, int managementPort) {
    /// `order-1`: its name in logs, metrics and status.
    String name() {
        return service.label() + "-" + number;
    }

    String address() {
        return "localhost:" + port;
    }

    String url() {
        return "http://localhost:" + port;
    }

    String managementUrl() {
        return "http://localhost:" + managementPort;
    }
}
