package dev.groundswell.testbed.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a kept answer costs: requests for each CPU second of all server processes, with many different tokens, against nginx and Varnish that keep the
/// same answer.
final class EdgeHitEntry implements Entry {
    private static final int CONNECTIONS = 64;
    private static final List<Program> NEEDED = List.of(Program.NGINX, Program.VARNISH, Program.WRK);

    private final Programs programs;

    EdgeHitEntry(Programs programs) {
        this.programs = programs;
    }

    @Override
    public String name() {
        return "edge-hit";
    }

    @Override
    public String question() {
        return "one cached product asked for with 10,000 tokens, per CPU second of all server processes, by the gateway, nginx and Varnish";
    }

    @Override
    public Unit unit() {
        return Unit.PER_CPU_SECOND;
    }

    @Override
    public int connections() {
        return CONNECTIONS;
    }

    @Override
    public Optional<String> missingPeer() {
        return programs.missing(NEEDED);
    }

    @Override
    public Contest open(Path folder) throws Exception {
        return new EdgeHitContest(
                new EdgeHitContest.Peers(programs.get(Program.NGINX), programs.get(Program.VARNISH), programs.get(Program.WRK)), folder,
                CONNECTIONS);
    }
}
