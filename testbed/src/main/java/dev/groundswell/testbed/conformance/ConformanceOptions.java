package dev.groundswell.testbed.conformance;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.groundswell.local.command.Options;
import dev.groundswell.local.command.UsageException;

/// The words of `conformance`.
///
/// @param suite the folder of the suite's checkout
/// @param id the one test to run, verbosely; empty for all of them
/// @param json where the score goes as JSON besides
/// @param keep whether the score is written into the book
record ConformanceOptions(Path suite, Optional<String> id, Optional<Path> json, boolean keep) {
    static ConformanceOptions parse(List<String> words) {
        Options options = Options.parse(words, Set.of("--suite", "--id", "--json"), Set.of("--no-keep")).withoutWords();
        Path suite = options.folder("--suite")
                .orElseThrow(() -> new UsageException("--suite DIR is missing: a checkout of " + Checkout.ORIGIN
                        + ", docs/reference/conformance.md says how to get it"));
        Optional<String> id = options.value("--id");
        Optional<Path> json = options.folder("--json");
        if (id.isPresent() && json.isPresent()) {
            throw new UsageException("--json tells the score of the whole suite, --id runs one test: give one of them");
        }
        return new ConformanceOptions(suite, id, json, !options.has("--no-keep") && id.isEmpty());
    }
}
