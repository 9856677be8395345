package dev.groundswell.testbed.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// What a run left behind in which all went right: one order, accepted, seen and confirmed. Tests make it wrong.
final class Evidence {

    static final Instant START = Instant.parse("2026-11-25T12:00:00Z");
    static final Map<String, Long> LINES = Map.of("A", 2L, "B", 1L);
    private static final Map<String, Long> PRICES = Map.of("A", 100L, "B", 50L);
    private static final Map<String, Long> COUNTED = Map.of("A", 10L, "B", 10L);

    final List<History.Operation> history = new ArrayList<>();
    final List<Found.Row> orders = new ArrayList<>();
    final List<String> lonelyKeys = new ArrayList<>();
    final List<Found.Told> told = new ArrayList<>();
    final List<String> deadLetters = new ArrayList<>();
    final List<Struck> struck = new ArrayList<>();
    Map<String, Found.Stock> stock = Map.of("A", new Found.Stock(8, 0), "B", new Found.Stock(9, 0));
    Map<String, Long> unpublished = Map.of("orders_0", 0L, "orders_1", 0L);
    private int second;

    Evidence() {
        accept("k1", "o1");
        see("o1", "confirmed", 3);
        orders.add(row("o1", "k1", "confirmed", 3));
        tell("o1", "order-placed", "queued");
        tell("o1", "order-confirmed", "confirmed");
    }

    List<Contradiction.Rule> rules() {
        return contradictions().stream().map(Contradiction::rule).toList();
    }

    List<Contradiction> contradictions() {
        return new Checker(history, new Found(orders, lonelyKeys, stock, unpublished, told, deadLetters), COUNTED, PRICES,
                new Timeline(struck), Duration.ofSeconds(30)).contradictions();
    }

    void accept(String key, String order) {
        history.add(operation(History.Kind.PLACE, key, order, 202, false, "queued", 1));
    }

    void see(String order, String status, int version) {
        history.add(operation(History.Kind.READ, "", order, 200, false, status, version));
    }

    void tell(String order, String topic, String status) {
        told.add(new Found.Told(topic, order, status, topic.equals("order-confirmed") ? Long.valueOf(250) : null, topic + " of " + order));
    }

    History.Operation operation(History.Kind kind, String key, String order, int status, boolean comeBack, @Nullable String seen,
            int version) {
        Instant began = START.plusSeconds(second++);
        return new History.Operation(began, began.plusMillis(500), kind, "alice", key, kind == History.Kind.PLACE ? LINES : Map.of(), order,
                seen == null ? "" : order, status,
                comeBack, seen, version, "");
    }

    static Found.Row row(String id, String key, String status, int version) {
        boolean confirmed = status.equals("confirmed");
        return new Found.Row(id, "orders_0", "alice", List.of(key), status, LINES, confirmed ? Long.valueOf(250) : null,
                confirmed ? List.of() : List.of("out-of-stock"), version, START.plusSeconds(20));
    }
}
