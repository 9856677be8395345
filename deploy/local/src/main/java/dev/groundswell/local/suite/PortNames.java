package dev.groundswell.local.suite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.groundswell.local.command.Options;
import dev.groundswell.local.command.UsageException;

/// Every port of a suite has a name, by which it is asked for: the option `--gateway-management-port 9100` or the environment variable
/// `GROUNDSWELL_GATEWAY_MANAGEMENT_PORT`. The option wins. Further instances carry their number: `--gateway-2-port`.
final class PortNames {
    private static final List<String> PARTS = List.of("postgres", "replica", "kafka", "kafka-controller", "redis");

    private PortNames() {}

    static Set<String> options() {
        Set<String> options = new HashSet<>();
        all().forEach(name -> options.add(option(name)));
        return Collections.unmodifiableSet(options);
    }

    static Map<String, Integer> wished(Options options, Map<String, String> environment) {
        Map<String, Integer> wished = new HashMap<>();
        for (String name : all()) {
            String variable = "GROUNDSWELL_" + name.toUpperCase(Locale.ROOT).replace('-', '_') + "_PORT";
            String text = environment.get(variable);
            if (text != null && !text.isBlank()) {
                wished.put(name, Options.numberIn(variable, text.strip(), 1, 65_535));
            }
            options.value(option(name)).ifPresent(port -> wished.put(name, Options.numberIn(option(name), port, 1, 65_535)));
        }
        return wished;
    }

    /// Fails with [UsageException] when an option is about an instance that will not be started.
    static void requireInstances(Options options, Fleet fleet) {
        for (Service service : Service.values()) {
            for (int number = fleet.number(service) + 1; number <= Fleet.MOST_INSTANCES; number++) {
                for (String name : List.of(service.label(number), service.label(number) + "-management")) {
                    if (options.value(option(name)).isPresent()) {
                        throw new UsageException(option(name) + ": there is no " + service.label(number) + ", see --instances");
                    }
                }
            }
        }
    }

    private static List<String> all() {
        List<String> names = new ArrayList<>(PARTS);
        for (Service service : Service.values()) {
            for (int number = 1; number <= Fleet.MOST_INSTANCES; number++) {
                names.add(service.label(number));
                names.add(service.label(number) + "-management");
            }
        }
        return names;
    }

    private static String option(String name) {
        return "--" + name + "-port";
    }
}
