package dev.groundswell.local.jobs;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.groundswell.local.command.Options;
import dev.groundswell.local.command.UsageException;
import dev.groundswell.local.home.Home;
import dev.groundswell.local.home.Project;
import dev.groundswell.local.process.LaunchException;
import dev.groundswell.local.suite.SuiteState;

/// `jobs [--json] [--dir DIR]` and `jobs run NAME [--force] [--json] [--dir DIR]`: what the services do by the clock, and doing one of it now. Exit code 1
/// when a job fails, is overdue by more than a minute, or cannot be asked for.
public final class JobsCommand {
    private static final String DIR = "--dir";
    private static final String JSON = "--json";
    private static final String FORCE = "--force";

    private final PrintStream out;

    public JobsCommand(PrintStream out) {
        this.out = out;
    }

    /// Returns the exit code.
    public int run(List<String> words) throws InterruptedException {
        if (!words.isEmpty() && words.getFirst().equals("run")) {
            return runOne(Options.parse(words.subList(1, words.size()), Set.of(DIR), Set.of(JSON, FORCE)));
        }
        Options options = Options.parse(words, Set.of(DIR), Set.of(JSON));
        if (!options.words().isEmpty()) {
            throw new UsageException("jobs knows run, not " + options.words().getFirst());
        }
        return list(options);
    }

    private int list(Options options) throws InterruptedException {
        Map<String, JobsClient.Answer> told = jobs(services(options));
        Listing listing = Listing.of(told);
        out.print(options.has(JSON) ? json(bodies(told)) : listing.text());
        return listing.isFine() ? 0 : 1;
    }

    private int runOne(Options options) throws InterruptedException {
        if (options.words().size() != 1) {
            throw new UsageException("jobs run needs the name of a job: ./dev jobs lists them");
        }
        String name = options.words().getFirst();
        Map<String, JobsClient> services = services(options);
        Finding found = Finding.of(name, jobs(services));
        Map<String, JobsClient.Answer> results = new LinkedHashMap<>();
        for (Map.Entry<String, JobsClient> service : services.entrySet()) {
            if (found.having().contains(service.getKey())) {
                results.put(service.getKey(), service.getValue().run(name, options.has(FORCE)));
            }
        }
        if (options.has(JSON)) {
            Map<String, JsonNode> bodies = bodies(results);
            bodies.putAll(bodies(found.silent()));
            out.print(json(bodies));
        } else {
            out.print(Results.text(name, results, found.silent()));
        }
        return found.silent().isEmpty() && results.values().stream().allMatch(JobsClient.Answer::isFine) ? 0 : 1;
    }

    private static Map<String, JobsClient.Answer> jobs(Map<String, JobsClient> services) throws InterruptedException {
        Map<String, JobsClient.Answer> told = new LinkedHashMap<>();
        for (Map.Entry<String, JobsClient> service : services.entrySet()) {
            told.put(service.getKey(), service.getValue().jobs());
        }
        return told;
    }

    private static Map<String, JobsClient> services(Options options) {
        Home home = options.folder(DIR).map(Home::new).orElseGet(() -> Project.find().defaultHome());
        SuiteState state = SuiteState.running(home.state())
                .orElseThrow(() -> new LaunchException("nothing is running in " + home.dir() + ": ./dev up starts it"));
        return JobsClient.of(state, home.keys());
    }

    private static Map<String, JsonNode> bodies(Map<String, JobsClient.Answer> answers) {
        return answers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, service -> service.getValue().body(), (one, same) -> one, LinkedHashMap::new));
    }

    private static String json(Map<String, JsonNode> services) {
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(services) + System.lineSeparator();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map has no JSON", e);
        }
    }
}
