package dev.groundswell.testbed.fuzz;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.groundswell.testbed.contract.Answer;
import dev.groundswell.testbed.contract.Call;

/// What there is to ask for: things made before, and things that answers told of. Confined to one thread.
final class Shop {

    static final String ONE = "fuzz-anna";
    static final String OTHER = "fuzz-ben";
    private static final int MOST_KEPT = 300;
    private static final Duration TOKEN_LIFE = Duration.ofHours(12);

    private final String prefix;
    private final RandomGenerator random;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, String> tokens = new HashMap<>();
    private final List<String> priced = new ArrayList<>();
    private final List<String> skus = new ArrayList<>();
    private final List<String> manufacturers = new ArrayList<>();
    private final List<String> orders = new ArrayList<>();
    private final List<String> othersOrders = new ArrayList<>();
    private final Map<String, List<String>> cursors = new HashMap<>();
    private final Map<String, String> tags = new HashMap<>();
    private String consistency = "";

    Shop(long seed, Fuzzer.Minting tokens, RandomGenerator random) {
        this.prefix = "FZ" + seed;
        this.random = random;
        this.tokens.put("admin", tokens.mint("fuzz-admin", true, TOKEN_LIFE));
        this.tokens.put(ONE, tokens.mint(ONE, false, TOKEN_LIFE));
        this.tokens.put(OTHER, tokens.mint(OTHER, false, TOKEN_LIFE));
        this.tokens.put("expired", tokens.mint(ONE, false, Duration.ofMinutes(-5)));
    }

    /// Fills the shelves and takes a few orders. Fails with [FuzzException] when the suite does not take them.
    void open(Door door) throws IOException, InterruptedException {
        for (int i = 0; i < 3; i++) {
            manufacturers.add(prefix + "-M" + i);
            made(door.ask(admin("PUT", "/api/manufacturers/" + manufacturers.getLast()).sending("{\"name\":\"Fuzz & Sons\"}")));
        }
        for (int i = 0; i < 8; i++) {
            String sku = prefix + "-" + i;
            skus.add(sku);
            made(door.ask(admin("PUT", "/api/products/" + sku)
                    .sending("{\"name\":\"Fuzz mug " + i + "\",\"category\":\"fuzz\",\"manufacturerId\":\"" + manufacturers.getFirst()
                            + "\"}")));
            made(door.ask(admin("PUT", "/api/stock/" + sku).sending("{\"onHand\":1000000}")));
            made(door.ask(admin("PUT", "/api/prices/" + sku).sending("{\"currency\":\"GBP\",\"amount\":" + (100 + i) + "}")));
        }
        priced.addAll(skus);
        for (String customer : List.of(ONE, OTHER)) {
            for (int i = 0; i < 3; i++) {
                Answer placed = door
                        .ask(Request.of("POST", "/api/orders").bearing(token(customer)).with("Idempotency-Key: " + prefix + customer + i)
                                .sending("{\"currency\":\"GBP\",\"lines\":[{\"sku\":\"" + priced.get(i) + "\",\"quantity\":1}]}"));
                made(placed);
                (customer.equals(ONE) ? orders : othersOrders).add(json.readTree(placed.body()).path("id").asText());
            }
        }
    }

    private Request admin(String method, String target) {
        return Request.of(method, target).bearing(token("admin"));
    }

    private static void made(Answer answer) {
        if (answer.status() / 100 != 2) {
            throw new FuzzException("the shop cannot be filled, the suite answers " + answer.status() + ": " + answer.text());
        }
    }

    /// Of `admin`, [#ONE], [#OTHER], or `expired`.
    String token(String whose) {
        return tokens.getOrDefault(whose, "");
    }

    /// A name that nothing has yet, a possible sku.
    String fresh() {
        return prefix + "-x" + Long.toString(random.nextLong(1L << 40), 36);
    }

    String pricedSku() {
        return one(priced);
    }

    String sku() {
        return one(skus);
    }

    String manufacturer() {
        return one(manufacturers);
    }

    String order() {
        return one(orders);
    }

    String othersOrder() {
        return one(othersOrders);
    }

    /// Of a list that this call answered; empty, which is none, until one has come.
    String cursor(Call call) {
        return one(cursors.getOrDefault(call.id(), List.of("")));
    }

    /// As last seen at the path; a made-up one for a path not seen.
    String tag(String path) {
        return tags.getOrDefault(path, "\"1\"");
    }

    String consistency() {
        return consistency;
    }

    /// Remembers what an answer tells of.
    void learn(Call call, Request request, Answer answer) throws IOException {
        answer.header("ETag").ifPresent(tag -> keep(request.path(), tag));
        answer.header("Consistency-Token").ifPresent(token -> consistency = token);
        if (!Case.DONE.contains(answer.status()) || !answer.header("Content-Type").orElse("").startsWith("application/json")
                || answer.body().length == 0) {
            return;
        }
        JsonNode body = json.readTree(answer.body());
        if (body.path("next").isTextual()) {
            keep(cursors.computeIfAbsent(call.id(), id -> new ArrayList<>()), body.path("next").asText());
        }
        switch (call.id()) {
            case "placeOrder" -> keep(body.path("customerId").asText().equals(ONE) ? orders : othersOrders, body.path("id").asText());
            case "writeProduct" -> keep(skus, body.path("sku").asText());
            case "writeManufacturer" -> keep(manufacturers, body.path("id").asText());
            default -> {
                // tells of nothing new
            }
        }
    }

    private void keep(String path, String tag) {
        if (tags.size() < MOST_KEPT) {
            tags.put(path, tag);
        } else {
            tags.replace(path, tag);
        }
    }

    private void keep(List<String> list, String value) {
        if (list.size() < MOST_KEPT) {
            list.add(value);
        }
    }

    private String one(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
