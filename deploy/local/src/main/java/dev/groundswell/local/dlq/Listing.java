package dev.groundswell.local.dlq;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/// Puts dead letters into words.
final class Listing {
    /// Characters of a reason in a table; JSON has all that was kept.
    private static final int REASON = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    private Listing() {}

    /// A table and, as the last line, how many wait.
    static String text(List<DeadLetter> letters, long total) {
        StringBuilder text = new StringBuilder();
        if (!letters.isEmpty()) {
            int topic = widest(letters.stream().map(DeadLetter::topic).toList(), "TOPIC");
            int origin = widest(letters.stream().map(Listing::origin).toList(), "ORIGIN");
            int key = widest(letters.stream().map(letter -> oneLine(letter.key())).toList(), "KEY");
            String row = "%-" + topic + "s %6s  %-" + origin + "s  %-" + key + "s  %-20s  %s%n";
            text.append(row.formatted("TOPIC", "OFFSET", "ORIGIN", "KEY", "WHEN", "FAILURE"));
            letters.forEach(letter -> text.append(row.formatted(letter.topic(), letter.offset(), origin(letter), oneLine(letter.key()),
                    letter.when().truncatedTo(ChronoUnit.SECONDS), failure(letter))));
        }
        return text.append(summary(letters, total)).append(System.lineSeparator()).toString();
    }

    static String json(List<DeadLetter> letters, long total) {
        try {
            List<Map<String, Object>> all = letters.stream().map(Listing::members).toList();
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(Map.of("waiting", total, "letters", all))
                    + System.lineSeparator();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map has no JSON", e);
        }
    }

    static String replayed(int sent, String name, long waiting) {
        return count(sent) + " of " + name + " sent back, " + (waiting == 0 ? "none waits" : waiting + " wait" + (waiting == 1 ? "s" : ""));
    }

    private static String summary(List<DeadLetter> letters, long total) {
        if (total == 0) {
            return "no dead letters wait";
        }
        long topics = letters.stream().map(DeadLetter::topic).distinct().count();
        String of = count(total) + (total == 1 ? " waits on " : " wait on ") + topics + (topics == 1 ? " topic" : " topics");
        return letters.size() < total ? of + ", the first " + letters.size() + " of them above" : of;
    }

    private static String count(long letters) {
        return letters + (letters == 1 ? " dead letter" : " dead letters");
    }

    private static Map<String, Object> members(DeadLetter letter) {
        return Map.of("topic", letter.topic(), "offset", letter.offset(), "originTopic", letter.originTopic(), "originPartition",
                letter.originPartition(), "originOffset", letter.originOffset(), "key", letter.key(), "when", letter.when().toString(),
                "failure", letter.failure(), "reason", letter.reason());
    }

    private static String origin(DeadLetter letter) {
        return letter.originTopic() + "-" + letter.originPartition() + "@" + letter.originOffset();
    }

    private static String failure(DeadLetter letter) {
        String reason = oneLine(letter.reason());
        return letter.failure().substring(letter.failure().lastIndexOf('.') + 1) + ": "
                + (reason.length() > REASON ? reason.substring(0, REASON) + "..." : reason);
    }

    /// A key or a reason may hold anything, a terminal's control sequences among it.
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }

    private static int widest(List<String> cells, String title) {
        return Math.max(title.length(), cells.stream().map(String::length).collect(Collectors.maxBy(Integer::compare)).orElse(0));
    }
}
