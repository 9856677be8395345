package dev.groundswell.testbed.load;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

import dev.groundswell.local.command.Options;
import dev.groundswell.local.command.UsageException;

/// The words of `load`.
///
/// @param url empty for the gateway of the suite in `dir`
/// @param json where the summary goes as JSON besides the report's folder
/// @param customers a file in the Online Retail format whose customers order
/// @param dir the suite's data folder, which has the keys; empty for the usual one
record LoadOptions(Mix mix, int users, OptionalDouble rate, Duration duration, Optional<URI> url, Optional<Path> json,
        Optional<Path> customers, long seed, Optional<Path> dir) {
    private static final int MOST_USERS = 10_000;
    private static final double MOST_RATE = 100_000;

    static LoadOptions parse(List<String> words) {
        Options options = Options
                .parse(words, Set.of("--users", "--duration", "--mix", "--rate", "--url", "--json", "--data", "--seed", "--dir"), Set.of())
                .withoutWords();
        return new LoadOptions(
                options.value("--mix").map(LoadOptions::mix).orElse(Mix.SHOP),
                options.number("--users", 100, 1, MOST_USERS),
                options.value("--rate").map(LoadOptions::rate).map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                options.value("--duration").map(text -> Options.durationIn("--duration", text)).orElse(Duration.ofSeconds(60)),
                options.value("--url").map(LoadOptions::url),
                options.folder("--json"), options.folder("--data"),
                options.number("--seed", 1, 0, Integer.MAX_VALUE), options.folder("--dir"));
    }

    private static Mix mix(String text) {
        return Arrays.stream(Mix.values()).filter(mix -> mix.name().toLowerCase(Locale.ROOT).equals(text)).findFirst()
                .orElseThrow(() -> new UsageException("--mix must be orders, browse or shop, was " + text));
    }

    private static double rate(String text) {
        try {
            double rate = Double.parseDouble(text);
            if (rate > 0 && rate <= MOST_RATE) {
                return rate;
            }
        } catch (NumberFormatException notANumber) {
            // told below, as for a number out of bounds
        }
        throw new UsageException("--rate must be a number of arrivals a second above 0, at most 100000, was " + text);
    }

    private static URI url(String text) {
        try {
            URI url = URI.create(text);
            if (url.getHost() != null && Set.of("http", "https").contains(url.getScheme())) {
                return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            }
        } catch (IllegalArgumentException notAUri) {
            // told below, as for another scheme
        }
        throw new UsageException("--url must be like http://localhost:8080, was " + text);
    }
}
