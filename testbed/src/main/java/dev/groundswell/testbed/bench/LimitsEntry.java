package dev.groundswell.testbed.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What rate limits cost: requests a second through a gateway that limits, against one that does not.
///
/// @param name of the entry
/// @param path of what is asked for
/// @param what that is, in words
record LimitsEntry(String name, String path, String what, Programs programs) implements Entry {

    /// Enough to keep the machine busy while some of them wait for a tick: with 64 a part of its two cores was left, and what was compared were latencies.
    private static final int CONNECTIONS = 128;

    /// Each request goes through to the service.
    static LimitsEntry passing(Programs programs) {
        return new LimitsEntry("limits", "/api/stock/DEMO-0001", "the stock of a product, through to its service", programs);
    }

    /// The gateway answers from what it keeps.
    static LimitsEntry hits(Programs programs) {
        return new LimitsEntry("limits-hit", "/api/products/DEMO-0001", "a product that the gateway keeps", programs);
    }

    @Override
    public String question() {
        return "GET " + path + " a second (" + what + ") by 10,000 customers, at a gateway with limits, against one without";
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
        return programs.missing(List.of(Program.WRK));
    }

    @Override
    public Contest open(Path folder) throws Exception {
        return new LimitsContest(programs.get(Program.WRK), folder, path, CONNECTIONS);
    }
}
