package dev.groundswell.platform.job;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;

/// Lets one look at a time go at each database: one that hangs keeps nobody from looking elsewhere. Thread-safe.
final class Looks {

    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    /// Completes at once while the look before it is under way.
    Uni<Void> at(String database, Supplier<Uni<Void>> look) {
        return Uni.createFrom()
                .deferred(() -> underWay.add(database)
                        ? Uni.createFrom().deferred(look::get).onTermination().invoke(() -> underWay.remove(database))
                        : Uni.createFrom().voidItem());
    }
}
