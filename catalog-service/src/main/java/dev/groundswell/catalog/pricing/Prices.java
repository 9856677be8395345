package dev.groundswell.catalog.pricing;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;

import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import io.smallrye.mutiny.Uni;

import dev.groundswell.platform.http.Caching;
import dev.groundswell.platform.tracing.RequestTrace;

/// The current prices of products. Never fails and never takes longer than the configured timeout: a price is an ornament here.
/// Thread-safe.
@ApplicationScoped
public class Prices {

    private static final Logger LOG = Logger.getLogger(Prices.class);
    private static final int NOT_FOUND = 404;
    /// At other instances: one that failed is avoided.
    private static final int FURTHER_TRIES = 2;
    private static final String EDGE = "CDN-Cache-Control";

    private final PricingApi pricing;
    private final PricingConfig config;
    private final AtomicBoolean away = new AtomicBoolean();

    Prices(@RestClient PricingApi pricing, PricingConfig config) {
        this.pricing = pricing;
        this.config = config;
    }

    /// The price of one product.
    public Uni<PriceAnswer> of(String sku) {
        return pricing.price(sku, config.currency(), RequestTrace.current())
                .onFailure(Prices::unanswered)
                .retry()
                .atMost(FURTHER_TRIES)
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .map(Prices::priced)
                .onFailure(Prices::saysThereIsNone)
                .recoverWithItem(Prices::unpriced)
                .invoke(this::answered)
                .onFailure()
                .invoke(this::failed)
                .onFailure()
                .recoverWithItem(PriceAnswer.Unreachable::new);
    }

    /// The prices of up to 100 products with one call: an answer for each sku, without the moment at which it changes.
    public Uni<Map<String, PriceAnswer>> ofAll(List<String> skus) {
        if (skus.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return pricing.prices(String.join(",", skus), config.currency(), RequestTrace.current())
                .onFailure(Prices::unanswered)
                .retry()
                .atMost(FURTHER_TRIES)
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .map(answer -> bySku(skus, answer))
                .invoke(this::answered)
                .onFailure()
                .invoke(this::failed)
                .onFailure()
                .recoverWithItem(() -> all(skus, new PriceAnswer.Unreachable()));
    }

    private static PriceAnswer priced(RestResponse<JsonNode> answer) {
        return priced(answer.getEntity(), Caching.left(answer.getHeaderString(EDGE)));
    }

    private static PriceAnswer priced(JsonNode price, @Nullable Duration left) {
        return new PriceAnswer.Priced(price, price.path("version").asLong(), left);
    }

    private static PriceAnswer unpriced(Throwable refused) {
        return new PriceAnswer.Unpriced(Caching.left(((WebApplicationException) refused).getResponse().getHeaderString(EDGE)));
    }

    private static boolean unanswered(Throwable failure) {
        return !(failure instanceof WebApplicationException);
    }

    private static boolean saysThereIsNone(Throwable failure) {
        return failure instanceof WebApplicationException refused && refused.getResponse().getStatus() == NOT_FOUND;
    }

    private static Map<String, PriceAnswer> bySku(List<String> skus, JsonNode answer) {
        Map<String, PriceAnswer> prices = all(skus, new PriceAnswer.Unpriced(null));
        answer.path("items").forEach(price -> prices.put(price.path("sku").asText(), priced(price, null)));
        return prices;
    }

    private static Map<String, PriceAnswer> all(List<String> skus, PriceAnswer answer) {
        Map<String, PriceAnswer> prices = new HashMap<>();
        skus.forEach(sku -> prices.put(sku, answer));
        return prices;
    }

    /// Told once when an incident begins and once when it ends, not for every product in between.
    private void failed(Throwable failure) {
        if (away.compareAndSet(false, true)) {
            LOG.warnf("pricing does not answer, products are served without prices: %s", failure);
        }
    }

    private void answered(Object answer) {
        if (away.compareAndSet(true, false)) {
            LOG.info("pricing answers again");
        }
    }
}
