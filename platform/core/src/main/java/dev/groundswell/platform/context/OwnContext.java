package dev.groundswell.platform.context;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/// Runs work beside what its caller keeps in its context.
public final class OwnContext {

    private OwnContext() {}

    /// `work` with a context of its own on the caller's event loop, and the emission back on the caller's; as it is when there is none.
    public static <T extends @Nullable Object> Uni<T> of(Supplier<Uni<T>> work) {
        Context caller = Vertx.currentContext();
        Context own = caller == null ? null : VertxContext.createNewDuplicatedContext(caller);
        if (caller == null || own == null) {
            return work.get();
        }
        VertxContextSafetyToggle.setContextSafe(own, true);
        return Uni.createFrom()
                .<T>emitter(emitter -> own
                        .runOnContext(now -> Uni.createFrom().deferred(work::get).subscribe().with(emitter::complete, emitter::fail)))
                .emitOn(emission -> caller.runOnContext(back -> emission.run()));
    }
}
