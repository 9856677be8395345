package dev.groundswell.testbed.chaos;

import static dev.groundswell.testbed.chaos.Contradiction.Rule.BACKWARDS;
import static dev.groundswell.testbed.chaos.Contradiction.Rule.BROKEN_ANSWER;
import static dev.groundswell.testbed.chaos.Contradiction.Rule.DEAD_LETTER;
import static dev.groundswell.testbed.chaos.Contradiction.Rule.DOUBLED;
import static dev.groundswell.testbed.chaos.Contradiction.Rule.GIVEN_UP;
import static dev.groundswell.testbed.chaos.Contradiction.Rule.LATE;
import static dev.groundswell.testbed.chaos.Contradiction.Rule.LOST;
import static dev.groundswell.testbed.chaos.Contradiction.Rule.MISTAKEN;
import static dev.groundswell.testbed.chaos.Contradiction.Rule.OUTBOX;
import static dev.groundswell.testbed.chaos.Contradiction.Rule.STOCK;
import static dev.groundswell.testbed.chaos.Contradiction.Rule.TOLD_BOTH;
import static dev.groundswell.testbed.chaos.Contradiction.Rule.UNDONE;
import static dev.groundswell.testbed.chaos.Contradiction.Rule.UNREQUESTED;
import static dev.groundswell.testbed.chaos.Contradiction.Rule.UNSETTLED;
import static dev.groundswell.testbed.chaos.Contradiction.Rule.UNTOLD;
import static dev.groundswell.testbed.chaos.Contradiction.Rule.WRONG_PRICE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/// Holds the end state against the history. Knows nothing of how the suite works: a promise is kept when what clients were told, what lies in the databases
/// and what was told on Kafka can all be true at once. Used once.
final class Checker {

    private static final int MOST_ROWS = 8;
    private static final int OK = 200;
    private static final int LEAST_SERVER_ERROR = 500;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final List<History.Operation> history;
    private final Found found;
    private final Map<String, Long> counted;
    private final Map<String, Long> prices;
    private final Timeline timeline;
    private final Duration patience;
    private final Map<String, Found.Row> rows = new LinkedHashMap<>();
    private final List<Contradiction> contradictions = new ArrayList<>();

    /// @param counted pieces on hand of each sku before the first order
    /// @param prices of each sku in pennies, the same all the time
    /// @param patience how long an accepted order may take to its end, times in which something was struck not counted
    Checker(List<History.Operation> history, Found found, Map<String, Long> counted, Map<String, Long> prices, Timeline timeline,
            Duration patience) {
        this.history = List.copyOf(history);
        this.found = found;
        this.counted = new TreeMap<>(counted);
        this.prices = Map.copyOf(prices);
        this.timeline = timeline;
        this.patience = patience;
    }

    /// Everything that contradicts, by rule.
    List<Contradiction> contradictions() {
        checkOrders();
        checkKeys();
        checkSightings();
        checkAnswers();
        checkStock();
        checkEvents();
        found.unpublished().forEach((database, count) -> {
            if (count > 0) {
                contradicts(OUTBOX, count + " events of " + database + " were never published");
            }
        });
        found.deadLetters().forEach(letter -> contradicts(DEAD_LETTER, "no record was bad, but one was put aside: " + letter));
        return contradictions.stream().sorted(Comparator.comparing(Contradiction::rule)).toList();
    }

    private void checkOrders() {
        for (Found.Row row : found.orders()) {
            Found.Row other = rows.put(row.id(), row);
            if (other != null) {
                contradicts(DOUBLED, "order " + row.id() + " is in two shards", other, row);
            }
            if (row.reasons().contains("failed")) {
                contradicts(GIVEN_UP, "order " + row.id() + " was given up", row);
            }
            if (row.status().equals("confirmed") && !Objects.equals(row.total(), worth(row.lines()))) {
                contradicts(WRONG_PRICE, "order " + row.id() + " costs " + row.total() + " instead of " + worth(row.lines()), row);
            }
        }
        Set<String> judged = new HashSet<>();
        history.stream().filter(operation -> operation.kind() == History.Kind.PLACE && operation.accepted())
                .sorted(Comparator.comparing(History.Operation::ended)).forEach(accepted -> checkAccepted(accepted, judged));
        rows.values().stream().filter(row -> !row.isEnded())
                .forEach(row -> contradicts(UNSETTLED, "order " + row.id() + " is still " + row.status(), row));
        found.lonelyKeys().forEach(key -> contradicts(LOST, "the key " + key + " is remembered, but its order is not there"));
    }

    private void checkAccepted(History.Operation accepted, Set<String> judged) {
        Found.Row row = rows.get(accepted.order());
        boolean first = judged.add(accepted.order());
        if (row == null) {
            if (first) {
                contradicts(LOST, "order " + accepted.order() + " was accepted and is not there", accepted);
            }
            return;
        }
        if (!row.customer().equals(accepted.customer()) || !row.keys().contains(accepted.key()) || !row.lines().equals(accepted.lines())) {
            contradicts(MISTAKEN, "the key " + accepted.key() + " of " + accepted.customer() + " was answered with another order", accepted,
                    row);
        }
        if (first && row.ended() != null && timeline.calm(accepted.ended(), row.ended()).compareTo(patience) > 0) {
            contradicts(LATE,
                    "order " + row.id() + " took " + timeline.calm(accepted.ended(), row.ended()).toSeconds() + " s of calm to its end",
                    accepted, row, "ended " + row.ended());
        }
    }

    private long worth(Map<String, Long> lines) {
        return lines.entrySet().stream().mapToLong(line -> line.getValue() * prices.getOrDefault(line.getKey(), 0L)).sum();
    }

    /// Of a customer's key there is one order, and of an order one key that somebody has sent.
    private void checkKeys() {
        Map<String, List<History.Operation>> sent = new HashMap<>();
        Map<String, History.Operation> answered = new HashMap<>();
        for (History.Operation operation : history) {
            if (operation.kind() == History.Kind.PLACE) {
                String name = operation.customer() + "/" + operation.key();
                sent.computeIfAbsent(name, first -> new ArrayList<>()).add(operation);
                if (operation.accepted()) {
                    History.Operation former = answered.putIfAbsent(name, operation);
                    if (former != null && !former.order().equals(operation.order())) {
                        contradicts(DOUBLED, "the key " + name + " was answered with two orders", former, operation);
                    }
                }
            }
        }
        Map<String, Found.Row> byKey = new HashMap<>();
        for (Found.Row row : found.orders()) {
            if (row.keys().size() != 1) {
                contradicts(DOUBLED, "order " + row.id() + " has " + row.keys().size() + " keys", row);
                continue;
            }
            String name = row.customer() + "/" + row.keys().getFirst();
            Found.Row other = byKey.put(name, row);
            if (other != null) {
                contradicts(DOUBLED, "the key " + name + " has two orders", other, row);
            }
            List<History.Operation> requests = sent.getOrDefault(name, List.of());
            if (requests.stream().noneMatch(operation -> operation.lines().equals(row.lines()))) {
                contradicts(UNREQUESTED, "nobody asked for order " + row.id() + " with key " + name + " and these lines",
                        Stream.concat(Stream.of(row), requests.stream()).toArray());
            }
        }
    }

    /// What was seen later, by anybody, is not older; statuses move forward only. Of two requests that overlapped either may have come first.
    private void checkSightings() {
        Map<String, List<History.Operation>> sightings = new LinkedHashMap<>();
        for (History.Operation operation : history) {
            if (operation.seen() != null) {
                sightings.computeIfAbsent(operation.order(), first -> new ArrayList<>()).add(operation);
            }
        }
        sightings.forEach((order, seen) -> {
            seen.sort(Comparator.comparing(History.Operation::began));
            for (int i = 1; i < seen.size(); i++) {
                History.Operation later = seen.get(i);
                for (History.Operation earlier : seen.subList(0, i)) {
                    if (!earlier.ended().isAfter(later.began())
                            && !follows(earlier.seen(), earlier.version(), later.seen(), later.version())) {
                        contradicts(BACKWARDS, "order " + order + " went from " + earlier.seen() + " to " + later.seen(), earlier, later);
                        return;
                    }
                }
            }
            Found.Row row = rows.get(order);
            if (row != null) {
                seen.stream().filter(one -> !follows(one.seen(), one.version(), row.status(), row.version())).findFirst().ifPresent(
                        one -> contradicts(BACKWARDS, "order " + order + " went from " + one.seen() + " to " + row.status(), one, row));
            }
        });
    }

    private static boolean follows(@Nullable String earlier, int earlierVersion, @Nullable String later, int laterVersion) {
        if (earlier == null || later == null) {
            return true;
        }
        if (earlier.equals(later) || earlierVersion == laterVersion) {
            return earlier.equals(later) && earlierVersion == laterVersion;
        }
        return earlierVersion < laterVersion && switch (earlier) {
            case "queued" -> true;
            case "priced" -> !later.equals("queued");
            case "confirmed" -> later.equals("cancelled");
            default -> false;
        };
    }

    private void checkAnswers() {
        for (History.Operation operation : history) {
            Found.Row row = rows.get(operation.order());
            if (!operation.told().isEmpty() && !operation.told().equals(operation.order())) {
                contradicts(MISTAKEN, "who asked for order " + operation.order() + " was told of another", operation);
            } else if (!operation.refused() && operation.status() >= LEAST_SERVER_ERROR) {
                contradicts(BROKEN_ANSWER, "a client was told " + operation.status() + " and not when to come back", operation);
            } else if (operation.status() == NOT_FOUND && row != null) {
                contradicts(BACKWARDS, "order " + row.id() + " was out of sight", operation, row);
            } else if (operation.kind() == History.Kind.CANCEL && row != null && operation.accepted()
                    && !row.status().equals("cancelled")) {
                contradicts(UNDONE, "order " + row.id() + " was cancelled and is " + row.status(), operation, row);
            } else if (operation.kind() == History.Kind.CANCEL && row != null && operation.status() == CONFLICT && !operation.comeBack()
                    && !row.status().equals("rejected")) {
                contradicts(UNDONE, "order " + row.id() + " could not be cancelled and is " + row.status(), operation, row);
            } else if (!operation.refused() && !operation.accepted() && operation.status() != OK && operation.status() != CONFLICT) {
                contradicts(BROKEN_ANSWER, "a good request was refused for good", operation);
            } else if (!operation.refused() && !operation.accepted() && operation.kind() == History.Kind.PLACE) {
                contradicts(BROKEN_ANSWER, "a good order was neither accepted nor put off", operation);
            }
        }
    }

    private void checkStock() {
        Map<String, Long> sold = new HashMap<>();
        for (Found.Row row : found.orders()) {
            if (row.status().equals("confirmed")) {
                row.lines().forEach((sku, quantity) -> sold.merge(sku, quantity, Long::sum));
            }
        }
        counted.forEach((sku, before) -> {
            Found.Stock after = found.stock().get(sku);
            long left = before - sold.getOrDefault(sku, 0L);
            if (after == null || after.onHand() != left || after.reserved() != 0) {
                contradicts(STOCK, before + " pieces of " + sku + " less " + (before - left) + " sold are " + left + ", but there are "
                        + (after == null ? "none" : after.onHand() + " with " + after.reserved() + " reserved"),
                        found.orders().stream().filter(row -> row.lines().containsKey(sku)).limit(MOST_ROWS).toArray());
            }
        });
    }

    private void checkEvents() {
        Map<String, Map<String, Set<String>>> told = new HashMap<>();
        Set<String> nowhere = new HashSet<>();
        for (Found.Told event : found.told()) {
            String topic = event.topic();
            Found.Row row = rows.get(event.order());
            if (row == null && nowhere.add(event.order())) {
                contradicts(UNREQUESTED, "order " + event.order() + " is nowhere, but told of", event);
            } else if (row != null && topic.equals("order-confirmed") && !Objects.equals(event.total(), row.total())) {
                contradicts(WRONG_PRICE, "order " + event.order() + " is told to cost " + event.total() + " instead of " + row.total(), row,
                        event);
            } else if (event.event().isEmpty()) {
                contradicts(TOLD_BOTH, "an event about order " + event.order() + " has no id", event);
            }
            // Verdicts of pricing and catalog pass through the same topic, with the status the order had before.
            if (!topic.equals("order-rejected") || event.status().equals("rejected")) {
                told.computeIfAbsent(event.order(), first -> new TreeMap<>()).computeIfAbsent(topic, first -> new TreeSet<>())
                        .add(event.event());
            }
        }
        for (Found.Row row : found.orders()) {
            Map<String, Set<String>> events = told.getOrDefault(row.id(), Map.of());
            requireTold(row, events, "order-placed");
            if (row.isEnded()) {
                requireTold(row, events, "order-" + row.status());
            }
            if (events.containsKey("order-rejected") && (events.containsKey("order-confirmed") || events.containsKey("order-cancelled"))) {
                contradicts(TOLD_BOTH, "order " + row.id() + " was told to have ended in two ways", row, events);
            }
            for (String end : List.of("order-confirmed", "order-cancelled", "order-rejected")) {
                if (events.getOrDefault(end, Set.of()).size() > 1) {
                    contradicts(TOLD_BOTH, "order " + row.id() + " was told to have ended more than once", row, events);
                }
            }
        }
    }

    private void requireTold(Found.Row row, Map<String, Set<String>> events, String topic) {
        if (!events.containsKey(topic)) {
            contradicts(UNTOLD, "order " + row.id() + " has no " + topic + " on Kafka", row, events);
        }
    }

    private void contradicts(Contradiction.Rule rule, String sentence, Object... facts) {
        contradictions.add(new Contradiction(rule, sentence, List.of(facts)));
    }
}
