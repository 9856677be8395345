package dev.groundswell.testbed.fuzz;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.groundswell.local.console.Progress;
import dev.groundswell.local.home.Home;
import dev.groundswell.local.home.Project;
import dev.groundswell.local.suite.SuiteState;
import dev.groundswell.local.token.KeyFiles;
import dev.groundswell.local.token.Tokens;
import dev.groundswell.testbed.contract.Contract;
import dev.groundswell.testbed.fuzz.FuzzOptions.Generator;

/// `fuzz [--cases 10000] [--seed N] [--generator own|schemathesis] [--url URL]`: asks a running suite what its contract allows and forbids, and checks every answer.
///
/// Schemathesis asks first, where Python and PyPI are reached, then our own generator, each so many cases. A suite started with `--limits off` answers
/// at once; else the budgets of the customers are waited for.
public final class FuzzCommand {

    private static final URI USUAL_GATEWAY = URI.create("http://localhost:8080");
    private static final Duration BOUND = Duration.ofSeconds(10);

    private final PrintStream out;

    public FuzzCommand(PrintStream out) {
        this.out = out;
    }

    /// Returns 0 when every answer was as the contract says, else 1. Fails with `UsageException` and [FuzzException].
    public int run(List<String> words) throws InterruptedException, IOException {
        FuzzOptions options = FuzzOptions.parse(words);
        Home home = options.dir().map(Home::new).orElseGet(() -> Project.find().defaultHome());
        URI gateway = options.url()
                .orElseGet(() -> SuiteState.running(home.state()).map(suite -> URI.create(suite.url())).orElse(USUAL_GATEWAY));
        Tokens tokens = new Tokens(new KeyFiles(home.keys()).create(), InstantSource.system());
        Progress progress = new Progress(out);
        progress.say("fuzzing " + gateway + ", seed " + options.seed());
        Contract contract = contract(gateway);
        Optional<Integer> others = schemathesis(options, home, gateway, tokens, progress);
        if (options.generator().equals(Optional.of(Generator.SCHEMATHESIS))) {
            return others.orElseThrow(() -> new FuzzException("Schemathesis cannot be had: it needs Python 3.10 with venv, and PyPI"));
        }
        Fuzzer.Result result = Fuzzer.run(gateway, contract, tokens::mint, options.seed(), options.cases(), progress);
        result.findings().forEach(progress::say);
        progress.say(result.line());
        return result.faults() == 0 && others.orElse(0) == 0 ? 0 : 1;
    }

    private static Optional<Integer> schemathesis(FuzzOptions options, Home home, URI gateway, Tokens tokens, Progress progress)
            throws InterruptedException, IOException {
        if (options.generator().equals(Optional.of(Generator.OWN))) {
            return Optional.empty();
        }
        Optional<Schemathesis> program = Schemathesis.in(home.create().dir().resolve("schemathesis"), progress);
        if (program.isEmpty()) {
            progress.step("schemathesis", "cannot be had here, our own generator goes alone");
            return Optional.empty();
        }
        int code = program.get().run(gateway, tokens, options.seed(), options.cases());
        progress.step("schemathesis", code == 0 ? "found nothing" : "ended with exit code " + code);
        return Optional.of(code == 0 ? 0 : 1);
    }

    /// As the gateway shows it. Fails with [FuzzException] when it shows none.
    static Contract contract(URI gateway) throws InterruptedException {
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(BOUND).build()) {
            HttpRequest question = HttpRequest.newBuilder(gateway.resolve("/openapi.yaml")).timeout(BOUND).build();
            HttpResponse<String> answer = http.send(question, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new FuzzException(String.format(Locale.ROOT, "%s answers %d: a gateway shows its contract there", question.uri(),
                        answer.statusCode()));
            }
            return Contract.of(answer.body());
        } catch (IOException e) {
            throw new FuzzException("nothing answers at " + gateway + ": ./dev up --detach --limits off starts the suite", e);
        } catch (IllegalArgumentException e) {
            throw new FuzzException(gateway + "/openapi.yaml: " + e.getMessage(), e);
        }
    }
}
