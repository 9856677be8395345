package dev.groundswell.platform.context;

import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/// The way back to whoever called. Timers have threads of their own, where no session, request or connection of ours is known.
public final class CallersContext {

    private CallersContext() {}

    /// `work`, completed on the context on which this is called.
    public static <T extends @Nullable Object> Uni<T> back(Uni<T> work) {
        return work.emitOn(executor());
    }

    /// Runs tasks on the context on which this is called: at once when they come there, or when there is none.
    public static Executor executor() {
        Context context = Vertx.currentContext();
        return task -> {
            if (context == null || context == Vertx.currentContext()) {
                task.run();
            } else {
                context.runOnContext(run -> task.run());
            }
        };
    }
}
