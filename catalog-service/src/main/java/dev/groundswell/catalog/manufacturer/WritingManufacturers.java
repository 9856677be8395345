package dev.groundswell.catalog.manufacturer;

import java.time.Clock;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.groundswell.catalog.writing.Outcome;
import dev.groundswell.catalog.writing.Overtaken;
import dev.groundswell.catalog.writing.Preconditions;
import dev.groundswell.catalog.writing.WriteTransactions;
import dev.groundswell.platform.audit.Change;
import dev.groundswell.platform.events.CacheInvalidated;
import dev.groundswell.platform.events.OutgoingEvent;
import dev.groundswell.platform.tracing.RequestTrace;

/// Creates and renames manufacturers.
@ApplicationScoped
class WritingManufacturers {

    private static final String LOCK = "SELECT version FROM manufacturers WHERE id = $1 FOR UPDATE";
    /// The version is drawn behind the row's lock, so that a later write never has a lower one.
    private static final String UPSERT = """
            INSERT INTO manufacturers (id, name, version) VALUES ($1, $2, nextval('versions'))
            ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name, version = nextval('versions')
            RETURNING version, xmax = 0 AS created
            """;

    private final WriteTransactions transactions;
    private final Manufacturers manufacturers;
    private final ObjectMapper mapper;
    private final Clock clock;

    WritingManufacturers(WriteTransactions transactions, Manufacturers manufacturers, ObjectMapper mapper, Clock clock) {
        this.transactions = transactions;
        this.manufacturers = manufacturers;
        this.mapper = mapper;
        this.clock = clock;
    }

    /// Emits what was written when it is durable; fails with a 412 when a precondition does not hold.
    Uni<Written> put(String id, String name, Preconditions preconditions) {
        return transactions.run(transaction -> versionOf(transaction, id)
                .chain(before -> upsert(transaction, id, name, before, preconditions))
                .map(written -> new Outcome<>(written, List.of(invalidated(written.manufacturer)), List.of(written.change()))),
                written -> manufacturers.written(written.manufacturer));
    }

    private static Uni<Before> versionOf(SqlConnection transaction, String id) {
        return transaction.preparedQuery(LOCK).execute(Tuple.of(id)).map(rows -> {
            RowIterator<Row> found = rows.iterator();
            return new Before(found.hasNext() ? found.next().getLong("version") : null);
        });
    }

    private static Uni<Written> upsert(SqlConnection transaction, String id, String name, Before before, Preconditions preconditions) {
        preconditions.require(before.version);
        return transaction.preparedQuery(UPSERT).execute(Tuple.of(id, name)).map(rows -> {
            Row row = rows.iterator().next();
            boolean created = row.getBoolean("created");
            if (before.version == null && !created && preconditions.any()) {
                throw new Overtaken(id);
            }
            return new Written(new ManufacturerView(id, name, row.getLong("version")), created, before.version);
        });
    }

    /// Expanded products hold the name, too, and no event of theirs tells that it changed: their answers end by the manufacturer's tag.
    private OutgoingEvent invalidated(ManufacturerView manufacturer) {
        String tag = ManufacturerResource.cacheTag(manufacturer.id());
        return CacheInvalidated.ofTag(tag + "/" + manufacturer.version(), clock.instant(), tag)
                .outgoing(mapper, tag, RequestTrace.current());
    }

    /// @param created whether it was not there before
    /// @param previousVersion `null` when it was not known to be there
    record Written(ManufacturerView manufacturer, boolean created, @Nullable Long previousVersion) {

        private Change change() {
            return Change.written(ManufacturerResource.cacheTag(manufacturer.id()), previousVersion, manufacturer.version());
        }
    }

    /// @param version of what was there, `null` when nothing was
    private record Before(@Nullable Long version) {}
}
