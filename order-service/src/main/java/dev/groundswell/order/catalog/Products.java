package dev.groundswell.order.catalog;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;

import org.eclipse.microprofile.rest.client.inject.RestClient;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import dev.groundswell.platform.breaker.CircuitBreaker;
import dev.groundswell.platform.breaker.ServiceBreakers;
import dev.groundswell.platform.cache.CacheSpec;
import dev.groundswell.platform.cache.Entry;
import dev.groundswell.platform.cache.TieredCache;
import dev.groundswell.platform.cache.TieredCaches;
import dev.groundswell.platform.consistency.ClientView;
import dev.groundswell.platform.http.Deadline;

/// The products that lists of orders show, kept as catalog has told them. Thread-safe.
@ApplicationScoped
public class Products {

    private static final CacheSpec SPEC = new CacheSpec("order-products", 1);
    /// By which catalog's database is known in consistency tokens.
    private static final String DATABASE = "catalog";
    private static final String SKU = "sku";
    /// Catalog's bound on `skus=`.
    private static final int MOST_AT_ONCE = 100;
    private static final int CALLS_AT_ONCE = 4;
    /// Of one list: a long one must not take all room that the readers of others need.
    private static final int KEYS_AT_ONCE = 256;
    /// At other instances: one that failed is avoided.
    private static final int FURTHER_TRIES = 2;
    /// For all calls of one list together; what has come by then is shown.
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    /// Nobody can be told to wait for no time at all.
    private static final Duration LEAST = Duration.ofMillis(1);

    private final CatalogClient catalog;
    private final Clock clock;
    private final TieredCache<JsonNode> cache;
    private final CircuitBreaker breaker;

    Products(@RestClient CatalogClient catalog, TieredCaches caches, ServiceBreakers breakers, ObjectMapper mapper, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
        this.breaker = breakers.of("catalog-service", "orders are listed without products that are not kept");
        this.cache = caches.create(SPEC, new ProductCodec(mapper), this::origin);
    }

    /// Products by sku, as catalog serves them. Never fails: what could not be had in time is told as unavailable.
    public Uni<Told> bySku(Collection<String> skus) {
        Instant since = ClientView.current().copiesSince(DATABASE, clock);
        Set<String> asked = Set.copyOf(skus);
        Duration left = Deadline.current().within(DEADLINE);
        return Multi.createFrom()
                .iterable(asked)
                .onItem()
                .transformToUni(sku -> kept(sku, since))
                .merge(KEYS_AT_ONCE)
                .select()
                .first(left.compareTo(LEAST) > 0 ? left : LEAST)
                .collect()
                .asList()
                .map(answers -> Told.of(asked, answers));
    }

    /// Somebody tells that the product is of this version now, or deleted: nobody is shown what is older.
    public void changed(String sku, long version) {
        cache.invalidated(sku, version);
    }

    /// One by one, since what is kept is shown also when others have to be asked for in vain. Who asks together shares calls all the same.
    private Uni<Answer> kept(String sku, Instant since) {
        return cache.get(sku, since).map(product -> new Answer(sku, product)).onFailure().recoverWithNull();
    }

    private Uni<Map<String, Entry<JsonNode>>> origin(Set<String> skus) {
        return Multi.createFrom()
                .iterable(chunks(List.copyOf(skus)))
                .onItem()
                .transformToUni(this::fetch)
                .merge(CALLS_AT_ONCE)
                .collect()
                .in(HashMap::new, Products::add);
    }

    private Uni<JsonNode> fetch(List<String> skus) {
        return breaker.call(DEADLINE, () -> catalog.products(String.join(",", skus), Deadline.current().headerWithin(DEADLINE))
                .onFailure(Products::unanswered)
                .retry()
                .atMost(FURTHER_TRIES));
    }

    private static boolean unanswered(Throwable failure) {
        return !(failure instanceof WebApplicationException);
    }

    private static void add(Map<String, Entry<JsonNode>> products, JsonNode answer) {
        answer.path("items")
                .forEach(product -> products.put(product.path(SKU).asText(), Entry.of(product, product.path("version").asLong())));
    }

    private static List<List<String>> chunks(List<String> skus) {
        List<List<String>> chunks = new ArrayList<>();
        for (int from = 0; from < skus.size(); from += MOST_AT_ONCE) {
            chunks.add(skus.subList(from, Math.min(skus.size(), from + MOST_AT_ONCE)));
        }
        return chunks;
    }

    /// What catalog said of a sku, or others before.
    private record Answer(String sku, Optional<JsonNode> product) {}

    /// @param products those that are there, by sku
    /// @param unavailable skus of which could not be learnt what they are
    public record Told(Map<String, JsonNode> products, Set<String> unavailable) {

        private static Told of(Set<String> asked, List<Answer> answers) {
            Map<String, JsonNode> products = new HashMap<>();
            Set<String> unavailable = new HashSet<>(asked);
            answers.forEach(answer -> {
                unavailable.remove(answer.sku);
                answer.product.ifPresent(product -> products.put(answer.sku, product));
            });
            return new Told(products, unavailable);
        }
    }
}
