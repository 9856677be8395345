package dev.groundswell.local.suite;

import java.util.Arrays;
import java.util.List;

import dev.groundswell.local.process.Ports;

/// One process of a service.
///
/// @param number counts from 1 within the service
record Instance(Service service, int number, int port, int managementPort) {
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

    /// One instance of each service, its ports chosen by the service's label and `<label>-management`.
    static List<Instance> oneOfEach(Ports ports) {
        return Arrays.stream(Service.values())
                .map(service -> new Instance(service, 1, ports.choose(service.label(), service.port()),
                        ports.choose(service.label() + "-management", service.managementPort())))
                .toList();
    }
}
