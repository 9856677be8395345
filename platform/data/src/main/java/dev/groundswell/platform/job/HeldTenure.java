package dev.groundswell.platform.job;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

/// A job that was claimed here, for as long as its run lasts.
final class HeldTenure implements Tenure {

    private final JobDatabase database;
    private final Claim claim;
    private final CompletableFuture<String> loss = new CompletableFuture<>();
    private volatile @Nullable LostTenure refused;
    private volatile long renewedAt;

    /// @param claimedAt a moment before it was claimed, as [System#nanoTime] has it
    HeldTenure(JobDatabase database, Claim claim, long claimedAt) {
        this.database = database;
        this.claim = claim;
        this.renewedAt = claimedAt;
    }

    @Override
    public Instant due() {
        return claim.due();
    }

    @Override
    public String databaseName() {
        return database.name();
    }

    @Override
    public Pool database() {
        return database.pool();
    }

    @Override
    public Uni<Void> confirm(SqlConnection transaction) {
        LostTenure known = refused;
        return known != null
                ? Uni.createFrom().failure(known)
                : JobTable.confirm(transaction, claim).invoke(held -> {
                    if (!held) {
                        throw lose("another has taken " + claim.job() + " over");
                    }
                }).replaceWithVoid();
    }

    JobDatabase place() {
        return database;
    }

    Claim claim() {
        return claim;
    }

    /// From when on its lease counts, as [System#nanoTime] has it.
    long renewedAt() {
        return renewedAt;
    }

    void renewed(long asked) {
        renewedAt = asked;
    }

    /// Confirms nothing any more. The run goes on until it asks.
    @CanIgnoreReturnValue
    LostTenure refuse(String why) {
        LostTenure lost = new LostTenure(why);
        refused = lost;
        return lost;
    }

    /// As [#refuse], and the run is left wherever it is.
    @CanIgnoreReturnValue
    LostTenure lose(String why) {
        LostTenure lost = refuse(why);
        loss.completeExceptionally(lost);
        return lost;
    }

    /// Fails when the job is lost, and else never ends.
    Uni<String> loss() {
        return Uni.createFrom().completionStage(() -> loss.copy());
    }
}
