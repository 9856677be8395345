package dev.groundswell.catalog.writing;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.groundswell.platform.audit.Audit;
import dev.groundswell.platform.consistency.ReplicatedDatabase;
import dev.groundswell.platform.database.DatabaseGuard;
import dev.groundswell.platform.outbox.Outbox;
import dev.groundswell.platform.outbox.OutboxRow;

/// The one way by which the catalogue changes what it tells others about. Thread-safe.
@ApplicationScoped
public class WriteTransactions {

    /// Each repeat means that somebody else's write was committed, so few are enough.
    private static final int MOST_REPEATS = 5;

    private final Pool database;
    private final DatabaseGuard guard;
    private final ReplicatedDatabase replicated;
    private final Outbox outbox;
    private final Audit audit;

    WriteTransactions(Pool database, DatabaseGuard guard, ReplicatedDatabase replicated, Outbox outbox, Audit audit) {
        this.database = database;
        this.guard = guard;
        this.replicated = replicated;
        this.outbox = outbox;
        this.audit = audit;
    }

    /// Runs `work` in one transaction together with its events, which are published after the commit. Emits the work's answer when it is
    /// durable; any failure of the work rolls all of it back and is passed on, except [Overtaken], which runs it again.
    ///
    /// @param committed told the answer right after the commit, before anybody else is: the cache, which is to have no old copy for longer than it must
    public <T> Uni<T> run(Function<SqlConnection, Uni<Outcome<T>>> work, Consumer<T> committed) {
        return guard.callLong(() -> commit(work, committed)).call(replicated::noteWrite).map(done -> done.outcome.answer());
    }

    /// To its end, whoever waits: what has been committed is told.
    private <T> Uni<Committed<T>> commit(Function<SqlConnection, Uni<Outcome<T>>> work, Consumer<T> committed) {
        return database.withTransaction(transaction -> work.apply(transaction).chain(outcome -> keep(transaction, outcome)))
                .onFailure(Overtaken.class)
                .retry()
                .atMost(MOST_REPEATS)
                .invoke(done -> {
                    committed.accept(done.outcome.answer());
                    outbox.publish(done.rows);
                    audit.log(done.outcome.changes());
                });
    }

    private <T> Uni<Committed<T>> keep(SqlConnection transaction, Outcome<T> outcome) {
        return outbox.insert(transaction, outcome.events()).map(rows -> new Committed<>(outcome, rows));
    }

    private record Committed<T>(Outcome<T> outcome, List<OutboxRow> rows) {}
}
