package dev.groundswell.platform.database;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/// Work that its caller may stop waiting for, but that keeps its connection until it has ended.
public final class Uncancelled {

    private Uncancelled() {}

    /// Runs `work` to its end, whoever cancels. A transaction or statement of the driver runs on anyway, but without what follows it; a session of
    /// Hibernate gives its connection back to the pool while the database still owes the answer, and the next to get it would wait behind.
    public static <T extends @Nullable Object> Uni<T> uni(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> Uni.createFrom().deferred(work::get).subscribe().with(emitter::complete, emitter::fail));
    }
}
