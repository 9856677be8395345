package dev.groundswell.testbed.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Orders made durable a second: order-service's 202s against pgbench, which writes the same rows without a service between.
final class AcceptEntry implements Entry {
    private static final int CONNECTIONS = 32;

    private final Programs programs;

    AcceptEntry(Programs programs) {
        this.programs = programs;
    }

    @Override
    public String name() {
        return "accept";
    }

    @Override
    public String question() {
        return "durable 202s a second at order-service, three lines each, against pgbench writing the same rows on the same server";
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
        return programs.missing(List.of(Program.PGBENCH));
    }

    @Override
    public Contest open(Path folder) throws Exception {
        return new AcceptContest(programs.get(Program.PGBENCH), folder, CONNECTIONS);
    }
}
