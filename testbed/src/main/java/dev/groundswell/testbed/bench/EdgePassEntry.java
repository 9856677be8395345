package dev.groundswell.testbed.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Small uncached answers a second through the gateway, against nginx in front of the same service; and the service without either, which neither can
/// surpass.
final class EdgePassEntry implements Entry {
    private static final int CONNECTIONS = 32;

    private final Programs programs;

    EdgePassEntry(Programs programs) {
        this.programs = programs;
    }

    @Override
    public String name() {
        return "edge-pass";
    }

    @Override
    public String question() {
        return "GET /api/stock/{sku}, never cached, a second through the gateway, against nginx in front of the same catalog-service";
    }

    @Override
    public Unit unit() {
        return Unit.PER_SECOND;
    }

    @Override
    public int connections() {
        return CONNECTIONS;
    }

    @Override
    public Optional<String> missingPeer() {
        return programs.missing(List.of(Program.NGINX));
    }

    @Override
    public Contest open(Path folder) throws Exception {
        return new EdgePassContest(programs.get(Program.NGINX), folder, CONNECTIONS);
    }
}
