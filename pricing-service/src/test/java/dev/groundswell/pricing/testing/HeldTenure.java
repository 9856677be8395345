package dev.groundswell.pricing.testing;

import java.time.Instant;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.groundswell.platform.job.Tenure;

/// A job that a test holds, or has lost: then no transaction of it may commit.
public record HeldTenure(Pool database, Instant due, boolean lost) implements Tenure {

    public static HeldTenure of(Pool database) {
        return new HeldTenure(database, Instant.EPOCH, false);
    }

    public HeldTenure taken() {
        return new HeldTenure(database, due, true);
    }

    @Override
    public String databaseName() {
        return "pricing";
    }

    @Override
    public Uni<Void> confirm(SqlConnection transaction) {
        return lost ? Uni.createFrom().failure(new IllegalStateException("taken over")) : Uni.createFrom().voidItem();
    }
}
