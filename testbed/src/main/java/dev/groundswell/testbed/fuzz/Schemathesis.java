package dev.groundswell.testbed.fuzz;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import dev.groundswell.local.console.Progress;
import dev.groundswell.local.home.Private;
import dev.groundswell.local.token.Tokens;

/// The generator of others, a Python program, in an environment of its own below the data folder.
///
/// @param folder of that environment
record Schemathesis(Path folder) {

    /// By which wrong requests may be refused; a body beyond its bound is not read, so nobody knows what else is wrong with it.
    private static final String REFUSALS = "400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 416, 422, 428, 429";
    private static final String VERSION = "4.32.5";
    private static final Duration TOKEN_LIFE = Duration.ofHours(12);
    private static final long INSTALL_MINUTES = 5;
    /// It spreads its cases over calls and phases as it likes; so many calls there are, roughly.
    private static final int CALLS = 30;
    /// Only valid by the schema is not valid: a sku has to be the path's, a manufacturer has to be there.
    private static final String NOT_CHECKED = "positive_data_acceptance";

    /// Finds it, or installs it. Empty when that cannot be done here.
    static Optional<Schemathesis> in(Path folder, Progress progress) throws InterruptedException, IOException {
        Schemathesis program = new Schemathesis(folder.resolve(VERSION));
        if (Files.isExecutable(program.executable())) {
            return Optional.of(program);
        }
        progress.step("schemathesis", "installing " + VERSION + " into " + folder);
        Files.createDirectories(folder);
        Path log = folder.resolve("install.log");
        boolean installed = succeeds(List.of("python3", "-m", "venv", "--clear", program.folder.toString()), log)
                && succeeds(List.of(program.folder.resolve("bin/pip").toString(), "install", "--quiet", "--disable-pip-version-check",
                        "schemathesis==" + VERSION), log);
        return installed && Files.isExecutable(program.executable()) ? Optional.of(program) : Optional.empty();
    }

    private static boolean succeeds(List<String> command, Path log) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            if (!process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException noPython) {
            return false;
        }
    }

    private Path executable() {
        return folder.resolve("bin").resolve("st");
    }

    /// Asks about so many cases, in the terminal's sight. Returns its exit code.
    int run(URI gateway, Tokens tokens, int seed, int cases) throws InterruptedException, IOException {
        List<String> command = new ArrayList<>(
                List.of(executable().toString(), "run", gateway + "/openapi.yaml", "--url", gateway.toString()));
        Fuzzer.LEFT_OUT.forEach(call -> command.addAll(List.of("--exclude-operation-id", call)));
        command.addAll(List.of("--exclude-checks", NOT_CHECKED, "--seed", String.valueOf(seed), "--max-examples",
                String.valueOf(Math.max(1, cases / CALLS)), "--continue-on-failure", "--suppress-health-check", "all",
                "--generation-database", "none", "--rate-limit", "auto", "--no-color"));
        // In a file nobody else can read: a command's words are everybody's to see.
        Path config = folder.resolve("schemathesis.toml");
        Private.write(config, """
                headers = { Authorization = "Bearer %s" }
                [checks.negative_data_rejection]
                expected-statuses = [%s]
                """.formatted(tokens.mint("fuzz-admin", true, TOKEN_LIFE), REFUSALS));
        return new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start().waitFor();
    }
}
