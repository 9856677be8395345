package dev.groundswell.catalog.pricing;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;

import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

import dev.groundswell.platform.batching.Batcher;
import dev.groundswell.platform.batching.BatcherConfig;
import dev.groundswell.platform.batching.Loaded;
import dev.groundswell.platform.breaker.CircuitBreaker;
import dev.groundswell.platform.breaker.ServiceBreakers;
import dev.groundswell.platform.consistency.ClientView;
import dev.groundswell.platform.http.Deadline;
import dev.groundswell.platform.tracing.RequestTrace;

/// The current prices of products. Never fails and never takes longer than the configured timeout: a price is an ornament here.
/// Products whose prices are asked for one by one at the same time share a call. Thread-safe.
@ApplicationScoped
public class Prices {

    /// At other instances: one that failed is avoided.
    private static final int FURTHER_TRIES = 2;
    /// Skus that pricing takes in one call.
    private static final int MOST_A_CALL = 100;
    /// By which the database of prices is known in consistency tokens.
    private static final String DATABASE = "pricing";
    /// How long pricing may show the price of before to others: ten seconds when nobody told it of the change, and a minute when its database fails then.
    private static final Duration LONGEST_MISSED = Duration.ofSeconds(70);

    private final PricingApi pricing;
    private final PricingConfig config;
    private final Clock clock;
    private final Batcher<Question, PriceAnswer> oneByOne;
    private final CircuitBreaker breaker;

    Prices(@RestClient PricingApi pricing, PricingConfig config, Clock clock, Vertx vertx, BatcherConfig batching, ServiceBreakers breakers,
            MeterRegistry registry) {
        this.pricing = pricing;
        this.config = config;
        this.clock = clock;
        this.breaker = breakers.of("pricing-service", "products are served without prices");
        this.oneByOne = new Batcher<>("prices", vertx, this::load, batching, registry);
    }

    /// The price of one product, to be kept for as long as it says. The timeout counts from now: who has waited for others' call may have too little left
    /// of it for the next one.
    ///
    /// @param pastCaches whether pricing is not to answer with what it keeps
    public Uni<PriceAnswer> of(String sku, boolean pastCaches) {
        return oneByOne.load(new Question(sku, pastCaches || hasJustSeenPrices()))
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .map(answer -> answer.orElseGet(PriceAnswer.Unreachable::new))
                .onFailure()
                .recoverWithItem(PriceAnswer.Unreachable::new);
    }

    /// The prices of up to 100 products with one call, to be shown and not to be kept. Those that pricing did not tell are not in it.
    public Uni<Map<String, PriceAnswer>> ofAll(List<String> skus, boolean pastCaches) {
        return skus.isEmpty() ? Uni.createFrom().item(Map.of()) : ask(skus, null, pastCaches || hasJustSeenPrices());
    }

    /// What the current request's client has seen of prices, or written, pricing may not know everywhere for as long as its caches can miss a change.
    private boolean hasJustSeenPrices() {
        return ClientView.current().copiesSince(DATABASE, clock).isAfter(clock.instant().minus(LONGEST_MISSED));
    }

    /// One call for each hundred of either kind, all at once. A call that fails leaves its own skus out.
    private Uni<Map<Question, Loaded<PriceAnswer>>> load(List<Question> questions) {
        List<Uni<Map<Question, PriceAnswer>>> calls = new ArrayList<>();
        questions.stream().collect(Collectors.partitioningBy(Question::pastCaches, Collectors.mapping(Question::sku, Collectors.toList())))
                .forEach((pastCaches, skus) -> {
                    for (int from = 0; from < skus.size(); from += MOST_A_CALL) {
                        calls.add(ask(skus.subList(from, Math.min(skus.size(), from + MOST_A_CALL)), true, pastCaches)
                                .map(prices -> questions(prices, pastCaches)));
                    }
                });
        return Uni.join().all(calls).andFailFast().map(Prices::joined);
    }

    /// @param left whether the answers are to be kept
    private Uni<Map<String, PriceAnswer>> ask(List<String> skus, @Nullable Boolean left, boolean pastCaches) {
        return breaker.call(config.timeout(), () -> call(skus, left, pastCaches))
                .map(Prices::bySku)
                .onFailure()
                .recoverWithItem(Map.of());
    }

    private Uni<JsonNode> call(List<String> skus, @Nullable Boolean left, boolean pastCaches) {
        return pricing
                .prices(String.join(",", skus), config.currency(), left, pastCaches ? "?1" : null,
                        Deadline.current().headerWithin(config.timeout()), RequestTrace.current())
                .onFailure(Prices::unanswered)
                .retry()
                .atMost(FURTHER_TRIES);
    }

    private static boolean unanswered(Throwable failure) {
        return !(failure instanceof WebApplicationException);
    }

    private static Map<String, PriceAnswer> bySku(JsonNode answer) {
        Map<String, PriceAnswer> prices = new HashMap<>();
        answer.path("missing").forEach(sku -> prices.put(sku.asText(), new PriceAnswer.Unpriced(left(answer, sku.asText()))));
        answer.path("items").forEach(price -> {
            String sku = price.path("sku").asText();
            prices.put(sku, new PriceAnswer.Priced(price, price.path("version").asLong(), left(answer, sku)));
        });
        return prices;
    }

    /// A pricing that does not say yet how long its answers hold may have asked a replica, so nobody may keep them.
    private static @Nullable Duration left(JsonNode answer, String sku) {
        JsonNode seconds = answer.path("left").path(sku);
        if (seconds.isNumber()) {
            return Duration.ofSeconds(seconds.asLong());
        }
        return answer.has("left") ? null : Duration.ZERO;
    }

    private static Map<Question, PriceAnswer> questions(Map<String, PriceAnswer> prices, boolean pastCaches) {
        return prices.entrySet().stream().collect(Collectors.toMap(price -> new Question(price.getKey(), pastCaches), Map.Entry::getValue));
    }

    private static Map<Question, Loaded<PriceAnswer>> joined(List<Map<Question, PriceAnswer>> answers) {
        Map<Question, Loaded<PriceAnswer>> joined = new HashMap<>();
        answers.forEach(answer -> answer.forEach((question, price) -> joined.put(question, new Loaded.Found<>(price))));
        return joined;
    }

    /// @param pastCaches whether what pricing keeps will not do
    private record Question(String sku, boolean pastCaches) {}
}
