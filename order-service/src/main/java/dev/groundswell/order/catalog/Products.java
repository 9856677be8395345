package dev.groundswell.order.catalog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;

import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.JsonNode;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/// The products that lists of orders show.
@ApplicationScoped
public class Products {

    private static final Logger LOG = Logger.getLogger(Products.class);
    /// Catalog's bound on `skus=`.
    private static final int MOST_AT_ONCE = 100;
    private static final int CALLS_AT_ONCE = 4;
    /// At other instances: one that failed is avoided.
    private static final int FURTHER_TRIES = 2;
    /// For all calls of one list together; what has come by then is shown.
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private final CatalogClient catalog;

    Products(@RestClient CatalogClient catalog) {
        this.catalog = catalog;
    }

    /// Products by sku, as catalog serves them. Never fails: what catalog does not know or cannot answer in time is missing.
    public Uni<Map<String, JsonNode>> bySku(Collection<String> skus) {
        return Multi.createFrom()
                .iterable(chunks(List.copyOf(skus)))
                .onItem()
                .transformToUni(this::fetch)
                .merge(CALLS_AT_ONCE)
                .select()
                .first(DEADLINE)
                .collect()
                .in(HashMap::new, Products::add);
    }

    private Uni<JsonNode> fetch(List<String> skus) {
        return catalog.products(String.join(",", skus))
                .onFailure(Products::unanswered)
                .retry()
                .atMost(FURTHER_TRIES)
                .onFailure()
                .invoke(failure -> LOG.warnf("orders are listed without products: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private static boolean unanswered(Throwable failure) {
        return !(failure instanceof WebApplicationException);
    }

    private static void add(Map<String, JsonNode> products, JsonNode answer) {
        answer.path("items").forEach(product -> products.put(product.path("sku").asText(), product));
    }

    private static List<List<String>> chunks(List<String> skus) {
        List<List<String>> chunks = new ArrayList<>();
        for (int from = 0; from < skus.size(); from += MOST_AT_ONCE) {
            chunks.add(skus.subList(from, Math.min(skus.size(), from + MOST_AT_ONCE)));
        }
        return chunks;
    }
}
