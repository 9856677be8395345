package dev.groundswell.testing;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;

import dev.groundswell.platform.http.Deadline;

/// Calls as requests make them: each on an event loop, with a Vert.x context and a deadline of its own.
public final class Requests {

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final long SOON_SECONDS = 10;

    private final Vertx vertx;

    public Requests(Vertx vertx) {
        this.vertx = vertx;
    }

    /// Returns when `call` has been subscribed to.
    ///
    /// @param told the deadline's header, `null` for none
    public <T> CompletableFuture<T> call(@Nullable String told, Supplier<Uni<T>> call) throws Exception {
        CompletableFuture<CompletableFuture<T>> called = new CompletableFuture<>();
        Context context = ((VertxInternal) vertx).createEventLoopContext().duplicate();
        context.runOnContext(now -> {
            Deadline.begin(context, told, LONGEST);
            called.complete(call.get().subscribeAsCompletionStage());
        });
        return called.get(SOON_SECONDS, TimeUnit.SECONDS);
    }

    /// What `look` sees in a request.
    public <T> T see(@Nullable String told, Supplier<T> look) throws Exception {
        return call(told, () -> Uni.createFrom().item(look.get())).get(SOON_SECONDS, TimeUnit.SECONDS);
    }
}
