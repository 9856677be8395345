package dev.groundswell.testbed.fuzz;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

import dev.groundswell.local.command.Options;
import dev.groundswell.local.command.UsageException;

/// The words of `fuzz`.
///
/// @param cases for each generator
/// @param generator empty for Schemathesis where it can be had, and our own after it
/// @param url empty for the gateway of the suite in `dir`
/// @param dir the suite's data folder, which has the keys; empty for the usual one
record FuzzOptions(int cases, int seed, Optional<Generator> generator, Optional<URI> url, Optional<Path> dir) {

    private static final int USUAL_CASES = 10_000;
    private static final int MOST_CASES = 10_000_000;
    private static final int NEW_SEEDS = 1_000_000;

    enum Generator {
        OWN, SCHEMATHESIS;

        private static Generator named(String name) {
            return Arrays.stream(values()).filter(generator -> generator.name().toLowerCase(Locale.ROOT).equals(name)).findFirst()
                    .orElseThrow(() -> new UsageException("--generator must be own or schemathesis, was " + name));
        }
    }

    static FuzzOptions parse(List<String> words) {
        Options options = Options.parse(words, Set.of("--cases", "--seed", "--generator", "--url", "--dir"), Set.of()).withoutWords();
        return new FuzzOptions(
                options.number("--cases", USUAL_CASES, 1, MOST_CASES),
                options.number("--seed", ThreadLocalRandom.current().nextInt(NEW_SEEDS), 0, Integer.MAX_VALUE),
                options.value("--generator").map(Generator::named),
                options.value("--url").map(FuzzOptions::url),
                options.folder("--dir"));
    }

    private static URI url(String text) {
        try {
            URI url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (url.getHost() != null && "http".equals(url.getScheme())) {
                return url;
            }
        } catch (IllegalArgumentException notAUri) {
            // told below, as for another scheme
        }
        throw new UsageException("--url must be like http://localhost:8080, was " + text);
    }
}
