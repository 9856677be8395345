package dev.groundswell.testbed.chaos;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

import dev.groundswell.local.command.Options;
import dev.groundswell.local.command.UsageException;

/// The words of `chaos`.
final class ChaosOptions {

    private static final Duration USUAL_DURATION = Duration.ofMinutes(2);
    /// What we promise of a settling after recovery.
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int USUAL_RATE = 15;
    private static final int MOST_RATE = 1_000;
    private static final int MOST_INSTANCES = 9;
    private static final int NEW_SEEDS = 1_000_000;
    private static final List<String> SERVICES = List.of("gateway", "order", "catalog", "pricing");

    private ChaosOptions() {}

    static ChaosPlan parse(List<String> words) {
        Options options = Options
                .parse(words, Set.of("--seed", "--duration", "--rate", "--fault", "--length", "--instances", "--data"), Set.of())
                .withoutWords();
        List<String> services = services(options.value("--instances").orElse("order=2,catalog=2,pricing=2"));
        ChaosPlan plan = new ChaosPlan(
                options.number("--seed", ThreadLocalRandom.current().nextInt(NEW_SEEDS), 0, Integer.MAX_VALUE),
                options.value("--duration").map(text -> Options.durationIn("--duration", text)).orElse(USUAL_DURATION),
                options.number("--rate", USUAL_RATE, 1, MOST_RATE),
                services,
                options.value("--fault").map(text -> Fault.parse("--fault", text, services)).orElseGet(() -> Fault.all(services)),
                options.value("--length").map(text -> Options.durationIn("--length", text)).orElse(null),
                PATIENCE,
                options.folder("--data").map(ChaosOptions::readable));
        if (plan.length() != null && plan.length().plus(Schedule.LONGEST_PAUSE).compareTo(plan.duration()) > 0) {
            throw new UsageException(
                    "--length: a fault of " + plan.length().toSeconds() + " s and the pause before it do not fit into --duration, "
                            + plan.duration().toSeconds() + " s");
        }
        return plan;
    }

    /// The names of all processes of the services; one of each that is not named.
    private static List<String> services(String text) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        SERVICES.forEach(service -> numbers.put(service, 1));
        for (String word : text.split(",", -1)) {
            int equals = word.indexOf('=');
            String service = equals < 0 ? word : word.substring(0, equals);
            if (equals < 0 || !numbers.containsKey(service)) {
                throw new UsageException("--instances must read like order=2,gateway=2, was " + text);
            }
            numbers.put(service, Options.numberIn("--instances " + service, word.substring(equals + 1), 1, MOST_INSTANCES));
        }
        List<String> names = new ArrayList<>();
        numbers.forEach((service, number) -> {
            for (int i = 1; i <= number; i++) {
                names.add(service + "-" + i);
            }
        });
        return names;
    }

    private static Path readable(Path file) {
        if (!Files.isReadable(file)) {
            throw new UsageException("--data: " + file + " cannot be read");
        }
        return file;
    }
}
