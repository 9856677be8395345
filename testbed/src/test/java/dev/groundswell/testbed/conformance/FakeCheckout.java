package dev.groundswell.testbed.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A folder with the files by which the suite is known, all of them empty.
final class FakeCheckout {
    private FakeCheckout() {}

    static Path in(Path folder) throws IOException {
        return without(folder, "");
    }

    static Path without(Path folder, String name) throws IOException {
        for (String file : List.of("test-engine/server/server.mjs", "test-engine/cli.mjs", "test-engine/lib/results.mjs", "tests/index.mjs",
                "node_modules/undici/index.js")) {
            if (name.isEmpty() || !file.startsWith(name)) {
                Files.createDirectories(folder.resolve(file).resolveSibling(""));
                Files.writeString(folder.resolve(file), "");
            }
        }
        return folder;
    }
}
