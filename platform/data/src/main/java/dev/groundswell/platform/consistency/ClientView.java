package dev.groundswell.platform.consistency;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/// What the client of one request has seen: before, by the token it sent, and during the request. Kept with the request's Vert.x context; outside of a
/// request there is one that nobody asks. Thread-safe.
public final class ClientView {

    private static final Object LOCAL = new Object();

    private final Came came;
    private final AtomicReference<ConsistencyToken> seen;

    private ClientView(Came came, ConsistencyToken token) {
        this.came = came;
        this.seen = new AtomicReference<>(token);
    }

    /// How a request's token was.
    private enum Came {
        WITH_TOKEN, WITHOUT, DAMAGED
    }

    /// The view of the request that the current context handles. Take it before the first thread is left.
    public static ClientView current() {
        Context context = Vertx.currentContext();
        // What runs on an event loop itself serves nobody, and has no locals.
        @Nullable
        ClientView view = context == null || !VertxContext.isDuplicatedContext(context) ? null : context.getLocal(LOCAL);
        return view == null ? new ClientView(Came.WITHOUT, ConsistencyToken.NONE) : view;
    }

    /// Keeps what a request came with for its whole chain.
    ///
    /// @param text the request's token, `null` when it has none
    static void begin(Context context, @Nullable String text) {
        Optional<ConsistencyToken> token = text == null ? Optional.empty() : ConsistencyToken.parse(text);
        context.putLocal(LOCAL, new ClientView(came(text, token), token.orElse(ConsistencyToken.NONE)));
    }

    /// What is to be told to the client; empty when there is nothing.
    static Optional<ConsistencyToken> toldAtTheEnd(Context context) {
        @Nullable
        ClientView view = context.getLocal(LOCAL);
        return Optional.ofNullable(view).map(known -> known.seen.get()).filter(token -> !token.isEmpty());
    }

    /// After when a copy of what `database` holds must have been taken to be shown to this client: when it saw that database last. Any copy will do for a
    /// client that has seen nothing of it, and none of before now for one whose token cannot be read or speaks of the future.
    public Instant copiesSince(String database, Clock clock) {
        Seen known = seen.get().of(database);
        if (known == null) {
            return isDamaged() ? clock.instant() : Instant.MIN;
        }
        return Instant.ofEpochMilli(Math.min(known.millis(), clock.millis()));
    }

    /// Notes what the client is about to see, so that it is never shown anything older.
    public void saw(String database, Seen position) {
        seen.updateAndGet(token -> token.with(database, position));
    }

    /// Whether it keeps tokens.
    boolean isKnown() {
        return came == Came.WITH_TOKEN;
    }

    /// Whether it is known what it has seen of `database`, so that a replica may serve it even what is its own. Who has seen two shards has seen a slot
    /// move: a replica of the one it has left may not know yet that it is gone, and one of the other not yet that it is there.
    boolean knows(String database) {
        ConsistencyToken token = seen.get();
        return isKnown() && token.of(database) != null && token.namesNoSiblingOf(database);
    }

    /// Whether it sent a token that cannot be read, so that only the primary is certain to be far enough.
    boolean isDamaged() {
        return came == Came.DAMAGED;
    }

    /// How far a replica of `database` has to be, 0 when anything will do.
    long needs(String database) {
        Seen known = seen.get().of(database);
        return known == null ? 0 : known.position();
    }

    private static Came came(@Nullable String text, Optional<ConsistencyToken> token) {
        if (text == null) {
            return Came.WITHOUT;
        }
        return token.isPresent() ? Came.WITH_TOKEN : Came.DAMAGED;
    }
}
