package dev.groundswell.platform.database;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/// The way back to whoever called.
public final class CallersContext {

    private CallersContext() {}

    /// `work`, completed on the context on which this is called. Time-outs come on a timer's thread, where no session or request of ours is known.
    public static <T extends @Nullable Object> Uni<T> back(Uni<T> work) {
        Context context = Vertx.currentContext();
        return context == null ? work : work.emitOn(emission -> run(context, emission));
    }

    private static void run(Context context, Runnable emission) {
        if (Vertx.currentContext() == context) {
            emission.run();
        } else {
            context.runOnContext(back -> emission.run());
        }
    }
}
