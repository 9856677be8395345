package dev.groundswell.platform.database;

import java.util.concurrent.atomic.AtomicBoolean;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.spi.DatabaseMetadata;

/// A connection of a pool that tells when it is given back, once.
final class LentConnection implements SqlConnection {

    private final SqlConnection lent;
    private final Runnable whenReturned;
    private final AtomicBoolean returned = new AtomicBoolean();

    LentConnection(SqlConnection lent, Runnable whenReturned) {
        this.lent = lent;
        this.whenReturned = whenReturned;
    }

    /// Told before the pool hands it to the next.
    @Override
    public Future<Void> close() {
        if (returned.compareAndSet(false, true)) {
            whenReturned.run();
        }
        return lent.close();
    }

    @Override
    public void close(Handler<AsyncResult<Void>> handler) {
        close().onComplete(handler);
    }

    @Override
    public Future<PreparedStatement> prepare(String sql) {
        return lent.prepare(sql);
    }

    @Override
    public SqlConnection prepare(String sql, Handler<AsyncResult<PreparedStatement>> handler) {
        lent.prepare(sql, handler);
        return this;
    }

    @Override
    public Future<PreparedStatement> prepare(String sql, PrepareOptions options) {
        return lent.prepare(sql, options);
    }

    @Override
    public SqlConnection prepare(String sql, PrepareOptions options, Handler<AsyncResult<PreparedStatement>> handler) {
        lent.prepare(sql, options, handler);
        return this;
    }

    @Override
    public Query<RowSet<Row>> query(String sql) {
        return lent.query(sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
        return lent.preparedQuery(sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
        return lent.preparedQuery(sql, options);
    }

    @Override
    public Future<Transaction> begin() {
        return lent.begin();
    }

    @Override
    public void begin(Handler<AsyncResult<Transaction>> handler) {
        lent.begin(handler);
    }

    @Override
    public Transaction transaction() {
        return lent.transaction();
    }

    @Override
    public SqlConnection exceptionHandler(Handler<Throwable> handler) {
        lent.exceptionHandler(handler);
        return this;
    }

    @Override
    public SqlConnection closeHandler(Handler<Void> handler) {
        lent.closeHandler(handler);
        return this;
    }

    @Override
    public boolean isSSL() {
        return lent.isSSL();
    }

    @Override
    public DatabaseMetadata databaseMetadata() {
        return lent.databaseMetadata();
    }
}
