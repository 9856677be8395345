package dev.groundswell.testbed.load;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// One virtual customer: what it does next, and when what it does now was meant to start. Used by one virtual user's steps, one after the other.
final class Shopper {
    private final Mix mix;
    private final Goods goods;
    private final Measurements measurements;
    private final String token;
    private final String keys;
    private final RandomGenerator random;
    private Deque<Operation> plan = new ArrayDeque<>();
    private Operation current = Operation.PRODUCT;
    private String orderPath = "";
    private Duration backOff = Duration.ZERO;
    private long intended;
    private boolean first = true;
    private boolean waiting;
    private int orders;

    /// @param intended when its first request is meant to start, of [System#nanoTime()]
    /// @param keys begins its idempotency keys: nobody else's does
    Shopper(Mix mix, Goods goods, Measurements measurements, String token, String keys, long seed, long intended) {
        this.mix = mix;
        this.goods = goods;
        this.measurements = measurements;
        this.token = token;
        this.keys = keys;
        this.random = new SplittableRandom(seed);
        this.intended = intended;
    }

    void planSession() {
        plan = mix.session(random);
    }

    /// Whether the session has a further request.
    boolean goesOn() {
        return !plan.isEmpty();
    }

    Operation next() {
        Operation next = plan.removeFirst();
        // The order was refused: there is none to read.
        current = next == Operation.TRACK && orderPath.isEmpty() ? Operation.STOCK : next;
        return current;
    }

    /// The path of the current operation; its time begins now, or when the arrival was meant to be.
    String begin() {
        if (!first) {
            intended = System.nanoTime();
        }
        first = false;
        waiting = true;
        measurements.started();
        return switch (current) {
            case PRODUCT -> "/api/products/" + goods.sku(random) + "?expand=price,manufacturer";
            case LIST -> "/api/products?limit=20&category=" + encoded(goods.category(random));
            case CATEGORIES -> "/api/categories";
            case PRICE -> "/api/prices/" + goods.sku(random) + "?currency=GBP";
            case PRICES -> "/api/prices?currency=GBP&skus=" + String.join(",", goods.skus(20, random));
            case STOCK -> "/api/stock/" + goods.sku(random);
            case QUOTE -> "/api/quotes";
            case ORDER -> "/api/orders";
            case TRACK -> orderPath;
        };
    }

    /// The basket of a quote or an order: one to five lines of one to three pieces.
    String basket() {
        List<String> skus = goods.skus(random.nextInt(1, 6), random);
        StringBuilder json = new StringBuilder("{\"currency\":\"GBP\",\"lines\":[");
        for (int line = 0; line < skus.size(); line++) {
            json.append(line == 0 ? "" : ",").append("{\"sku\":\"").append(skus.get(line)).append("\",\"quantity\":")
                    .append(random.nextInt(1, 4)).append('}');
        }
        return json.append("]}").toString();
    }

    String token() {
        return token;
    }

    String idempotencyKey() {
        return keys + "-" + orders++;
    }

    /// The whole answer is here.
    void answered(int status, String location, String retryAfter) {
        waiting = false;
        measurements.answered(current, status, System.nanoTime() - intended);
        if (current == Operation.ORDER) {
            orderPath = status == 202 ? location : "";
        }
        if (status == 429 || status == 503 && !retryAfter.isEmpty()) {
            backOff = RetryAfter.of(retryAfter);
        }
    }

    /// To be called after each request: notices when no answer came.
    void finished() {
        if (waiting) {
            waiting = false;
            measurements.unanswered(current);
        }
    }

    boolean isAskedToWait() {
        return backOff.isPositive();
    }

    /// How long the shop asked to be left alone by its last answer; asking for it takes it.
    Duration takeBackOff() {
        Duration asked = backOff;
        backOff = Duration.ZERO;
        return asked;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
