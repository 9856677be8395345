package dev.groundswell.catalog.manufacturer;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.groundswell.catalog.keeping.JsonCodec;
import dev.groundswell.platform.cache.CacheSpec;
import dev.groundswell.platform.cache.Entry;
import dev.groundswell.platform.cache.Recency;
import dev.groundswell.platform.cache.TieredCache;
import dev.groundswell.platform.cache.TieredCaches;
import dev.groundswell.platform.database.DatabaseGuard;

/// All manufacturers, to be read: kept as the primary has them. Those that are in no cache share a statement when they are asked for at the same time.
@ApplicationScoped
public class Manufacturers implements PanacheRepositoryBase<Manufacturer, String> {

    private static final CacheSpec SPEC = new CacheSpec("manufacturers", 1);
    /// Bytes of one in memory, beside its texts.
    private static final int BARE = 150;
    private static final String KNOWN = "SELECT id FROM manufacturers WHERE id = ANY($1)";

    private final TieredCache<ManufacturerView> cache;
    private final DatabaseGuard guard;

    Manufacturers(TieredCaches caches, ObjectMapper mapper, DatabaseGuard guard) {
        this.guard = guard;
        this.cache = caches.create(SPEC, new JsonCodec<>(mapper, ManufacturerView.class, Manufacturers::weight), this::load);
    }

    /// The manufacturer with this id, or nothing.
    public Uni<Optional<ManufacturerView>> read(String id, Recency freshness) {
        return freshness.get(cache, id);
    }

    /// Those of `ids` that exist.
    public Uni<Map<String, ManufacturerView>> readAll(Collection<String> ids, Recency freshness) {
        return freshness.getAll(cache, ids);
    }

    /// Which of `ids` exist as `transaction` sees them, with one statement, or none when nothing is asked for.
    public Uni<Set<String>> known(SqlConnection transaction, Collection<String> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return transaction.preparedQuery(KNOWN).execute(Tuple.of(ids.toArray(String[]::new))).map(rows -> {
            Set<String> known = new HashSet<>();
            rows.forEach(row -> known.add(row.getString("id")));
            return known;
        });
    }

    /// Somebody tells that this one may have changed: nobody is shown what was kept before now.
    public void changed(String id) {
        cache.suspect(id);
    }

    /// Keeps what has just been committed.
    void written(ManufacturerView manufacturer) {
        cache.put(manufacturer.id(), Entry.of(manufacturer, manufacturer.version()));
    }

    private Uni<Map<String, Entry<ManufacturerView>>> load(Set<String> ids) {
        return guard.call(() -> Panache.withSession(() -> list("id IN ?1", ids))).map(manufacturers -> {
            Map<String, Entry<ManufacturerView>> byId = new HashMap<>();
            manufacturers.forEach(it -> byId.put(it.getId(), Entry.of(ManufacturerView.of(it), it.getVersion())));
            return byId;
        });
    }

    private static int weight(ManufacturerView manufacturer) {
        return BARE + manufacturer.id().length() + manufacturer.name().length();
    }
}
