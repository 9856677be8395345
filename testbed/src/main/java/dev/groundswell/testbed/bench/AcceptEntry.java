package dev.groundswell.testbed.bench;

import java.nio.file.Path;
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
    public int connections() {
        return CONNECTIONS;
    }

    @Override
    public Optional<String> missingPeer() {
        return programs.find("pgbench").isPresent()
                ? Optional.empty()
                : Optional.of("pgbench is not installed (Debian: apt-get install postgresql-contrib)");
    }

    @Override
    public Contest open(Path folder) throws Exception {
        return new AcceptContest(programs.find("pgbench").orElseThrow(), folder, CONNECTIONS);
    }
}
