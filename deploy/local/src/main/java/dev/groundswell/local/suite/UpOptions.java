package dev.groundswell.local.suite;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.groundswell.local.command.Options;
import dev.groundswell.local.command.UsageException;
import dev.groundswell.local.home.Home;
import dev.groundswell.local.home.Project;
import dev.groundswell.local.parts.Detours;

/// How a suite is to be started.
///
/// @param limits whether the gateways limit callers
/// @param demo number of demo products, 0 for none
/// @param ports wished ones by name
/// @param fleet the instances of each service
/// @param onlyCheck ends after the words were understood and no other suite was found running: before a long build
/// @param attached ends with its standard input and tells in one line of JSON what is ready: for tests
/// @param durable whether data must survive the machine
/// @param detours relays of a test that stand between services and parts
record UpOptions(Home home, Project project, Fleet fleet, Limits limits, int demo, boolean onlyCheck, boolean detach, boolean attached,
        boolean randomPorts,
        Map<String, Integer> ports,
        boolean durable,
        Detours detours,
        List<String> words) {
    private static final int DEFAULT_DEMO = 300;
    private static final int MOST_DEMO = 100_000;

    static UpOptions parse(List<String> arguments, Map<String, String> environment) {
        Set<String> valued = new TreeSet<>(PortNames.options());
        valued.addAll(Set.of("--dir", "--root", "--demo", "--ports", "--instances", "--role", "--limits", "--via"));
        Options options = Options.parse(arguments, valued, Set.of("--detach", "--attached", "--no-demo", "--throwaway", "--only-check"))
                .withoutWords();
        if (options.has("--no-demo") && options.value("--demo").isPresent()) {
            throw new UsageException("--demo and --no-demo exclude each other");
        }
        if (options.has("--detach") && options.has("--attached")) {
            throw new UsageException("--detach and --attached exclude each other");
        }
        String ports = options.value("--ports").orElse("usual");
        if (!Set.of("usual", "random").contains(ports)) {
            throw new UsageException("--ports must be usual or random, was " + ports);
        }
        Fleet fleet = Fleet.parse(options.value("--instances"), options.value("--role"));
        PortNames.requireInstances(options, fleet);
        Project project = options.folder("--root").map(Project::new).orElseGet(Project::find);
        Home home = options.folder("--dir").map(Home::new).orElseGet(project::defaultHome);
        int demo = options.has("--no-demo") ? 0 : options.number("--demo", DEFAULT_DEMO, 0, MOST_DEMO);
        return new UpOptions(home, project, fleet, Limits.parse(options.value("--limits").orElse("on")), demo, options.has("--only-check"),
                options.has("--detach"), options.has("--attached"),
                ports.equals("random"),
                PortNames.wished(options, environment), !options.has("--throwaway"),
                options.value("--via").map(text -> Detours.parse("--via", text)).orElse(Detours.none()), List.copyOf(arguments));
    }
}
