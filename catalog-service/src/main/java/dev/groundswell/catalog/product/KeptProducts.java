package dev.groundswell.catalog.product;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.smallrye.mutiny.Uni;

import dev.groundswell.platform.cache.CacheSpec;
import dev.groundswell.platform.cache.Entry;
import dev.groundswell.platform.cache.Recency;
import dev.groundswell.platform.cache.TieredCache;
import dev.groundswell.platform.cache.TieredCaches;

/// Products by their skus, kept as the primary has them, without expansions. Those that are in no cache share a statement when they are asked for at the
/// same time. Thread-safe.
@ApplicationScoped
public class KeptProducts {

    private static final CacheSpec SPEC = new CacheSpec("products", 1);

    private final TieredCache<ProductView> cache;

    KeptProducts(TieredCaches caches, Products products, ObjectMapper mapper) {
        this.cache = caches.create(SPEC, new ProductCodec(mapper), products::load);
    }

    /// The product with this sku, or nothing. Touches no manufacturer.
    Uni<Optional<ProductView>> read(String sku, Recency freshness) {
        return freshness.get(cache, sku);
    }

    /// Those of the skus that are there.
    Uni<Map<String, ProductView>> readAll(Collection<String> skus, Recency freshness) {
        return freshness.getAll(cache, skus);
    }

    /// Keeps what has just been committed.
    void written(List<ProductView> products) {
        cache.putAll(products.stream().collect(Collectors.toMap(ProductView::sku, product -> Entry.of(product, product.version()))));
    }

    /// Keeps that the product was deleted by a transaction that has just been committed.
    ///
    /// @param version of its end
    void deleted(String sku, long version) {
        cache.put(sku, Entry.absent(version));
    }

    /// Somebody tells that the product is of this version now, or deleted: nobody is shown what is older.
    public void changed(String sku, long version) {
        cache.invalidated(sku, version);
    }

    /// Somebody tells that the product may have changed: nobody is shown what was kept before now.
    public void changed(String sku) {
        cache.suspect(sku);
    }
}
