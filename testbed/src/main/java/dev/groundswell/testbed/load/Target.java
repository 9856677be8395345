package dev.groundswell.testbed.load;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/// The shop before the load: whether it answers, and what it sells.
final class Target {
    /// Enough for a long tail; the demo has 300, the retail data about 3,700.
    private static final int MOST_SKUS = 5_000;
    private static final Duration CONNECT_BOUND = Duration.ofSeconds(3);
    private static final Duration ANSWER_BOUND = Duration.ofSeconds(10);

    private final URI shop;
    private final ObjectMapper json = new ObjectMapper();

    Target(URI shop) {
        this.shop = shop;
    }

    /// Pages through the products and keeps those that have a price in pounds, which orders need. Fails with [LoadException] when nobody answers, the
    /// answer is no list of products, or none is left.
    Goods goods(long seed) throws InterruptedException {
        List<String> skus = new ArrayList<>();
        Set<String> categories = new TreeSet<>();
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_BOUND).build()) {
            String after = "";
            do {
                JsonNode page = get(http, "/api/products?limit=100" + (after.isEmpty() ? "" : "&after=" + encoded(after)));
                List<String> listed = new ArrayList<>();
                for (JsonNode product : page.path("items")) {
                    listed.add(product.path("sku").asText());
                    categories.add(product.path("category").asText());
                }
                skus.addAll(priced(http, listed));
                after = page.path("next").asText("");
            } while (!after.isEmpty() && !after.equals("null") && skus.size() < MOST_SKUS);
        }
        if (skus.isEmpty()) {
            throw new LoadException(shop + " sells nothing yet: load products with prices first, for example with ./dev up --demo 300");
        }
        return new Goods(skus, List.copyOf(categories), seed);
    }

    private List<String> priced(HttpClient http, List<String> skus) throws InterruptedException {
        List<String> priced = new ArrayList<>();
        if (!skus.isEmpty()) {
            get(http, "/api/prices?currency=GBP&skus=" + String.join(",", skus)).path("items")
                    .forEach(price -> priced.add(price.path("sku").asText()));
        }
        return priced;
    }

    private JsonNode get(HttpClient http, String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(shop + path)).timeout(ANSWER_BOUND).build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            while (answer.statusCode() == 429) {
                Thread.sleep(RetryAfter.of(answer.headers().firstValue("Retry-After").orElse("")));
                answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            }
            if (answer.statusCode() != 200) {
                throw new LoadException(request.uri() + " answers " + answer.statusCode());
            }
            return json.readTree(answer.body());
        } catch (ConnectException e) {
            throw new LoadException("nothing answers at " + shop + ": ./dev up starts the suite", e);
        } catch (IOException e) {
            throw new LoadException(shop + " does not answer like a shop: " + e, e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
