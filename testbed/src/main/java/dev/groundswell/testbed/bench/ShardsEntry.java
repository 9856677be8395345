package dev.groundswell.testbed.bench;

import java.nio.file.Path;
import java.util.Optional;

/// Orders made durable a second by order-service over four shards against one and two, all on one server.
final class ShardsEntry implements Entry {
    private static final int CONNECTIONS = 32;

    @Override
    public String name() {
        return "shards";
    }

    @Override
    public String question() {
        return "durable 202s a second at order-service, three lines each, over four shards against one, all on one server";
    }

    @Override
    public Unit unit() {
        return Unit.PER_SECOND;
    }

    @Override
    public int connections() {
        return CONNECTIONS;
    }

    /// Both sides are ours.
    @Override
    public Optional<String> missingPeer() {
        return Optional.empty();
    }

    @Override
    public Contest open(Path folder) {
        return new ShardsContest(folder, CONNECTIONS);
    }
}
