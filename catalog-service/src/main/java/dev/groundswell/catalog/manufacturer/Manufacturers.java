package dev.groundswell.catalog.manufacturer;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/// All manufacturers, to be read.
@ApplicationScoped
public class Manufacturers implements PanacheRepositoryBase<Manufacturer, String> {

    private static final String ALL_OF = "SELECT id, name, version FROM manufacturers WHERE id = ANY($1)";

    /// The manufacturer with this id, or nothing.
    public Uni<Optional<ManufacturerView>> read(String id) {
        return Panache.withSession(() -> findById(id)).map(found -> Optional.ofNullable(found).map(ManufacturerView::of));
    }

    /// Those of `ids` that exist, with one statement, or none when nothing is asked for.
    public Uni<Map<String, ManufacturerView>> readAll(SqlConnection connection, Collection<String> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return connection.preparedQuery(ALL_OF).execute(Tuple.of(ids.toArray(String[]::new))).map(Manufacturers::byId);
    }

    private static Map<String, ManufacturerView> byId(Iterable<Row> rows) {
        Map<String, ManufacturerView> found = new HashMap<>();
        for (Row row : rows) {
            found.put(row.getString("id"), new ManufacturerView(row.getString("id"), row.getString("name"), row.getLong("version")));
        }
        return found;
    }
}
