package dev.groundswell.testbed.bench;

import java.nio.file.Path;
import java.util.Optional;

/// Products a second at catalog-service out of its memory, against the same out of PostgreSQL, and out of Redis.
final class CachesEntry implements Entry {

    private static final int CONNECTIONS = 32;

    @Override
    public String name() {
        return "caches";
    }

    @Override
    public String question() {
        return "GET /api/products/{sku} a second at catalog-service out of memory, against the same past all caches, and out of Redis";
    }

    @Override
    public Unit unit() {
        return Unit.PER_SECOND;
    }

    @Override
    public int connections() {
        return CONNECTIONS;
    }

    /// All sides are ours.
    @Override
    public Optional<String> missingPeer() {
        return Optional.empty();
    }

    @Override
    public Contest open(Path folder) throws Exception {
        return new CachesContest(folder, CONNECTIONS);
    }
}
