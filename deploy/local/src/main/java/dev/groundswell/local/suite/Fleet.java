package dev.groundswell.local.suite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.groundswell.local.command.Options;
import dev.groundswell.local.command.UsageException;
import dev.groundswell.local.process.Ports;

/// How many instances of each service a suite has, and what each of them does. Immutable.
///
/// @param roles of a service's instances, in the order of their numbers
record Fleet(Map<Service, List<Role>> roles) {
    /// Nine JVMs of each service fill a machine, and their ports stay within a decade.
    static final int MOST_INSTANCES = 9;

    private static final String INSTANCES = "--instances";
    private static final String ROLE = "--role";

    Fleet {
        roles = Collections.unmodifiableMap(new EnumMap<>(roles));
    }

    /// Reads `--instances order=2,gateway=2` and `--role order=http,worker,catalog=http,worker`: one role an instance, those without one do
    /// both, and a service whose number is not given has as many instances as roles. Fails with [UsageException].
    static Fleet parse(Optional<String> instances, Optional<String> roles) {
        Map<Service, Integer> numbers = numbers(instances);
        Map<Service, List<Role>> given = roles(roles);
        Map<Service, List<Role>> all = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            List<Role> own = given.getOrDefault(service, List.of());
            int number = numbers.getOrDefault(service, Math.max(1, own.size()));
            if (own.size() > number) {
                throw new UsageException(ROLE + " gives " + service.label() + " " + own.size() + " roles, but it has only " + number
                        + (number == 1 ? " instance" : " instances"));
            }
            List<Role> whole = new ArrayList<>(own);
            whole.addAll(Collections.nCopies(number - own.size(), Role.BOTH));
            requireSomebody(service, whole, Role::serves, "serves its API: give one the role http or both");
            requireSomebody(service, whole, Role::works, "consumes its events and runs its jobs: give one the role worker or both");
            all.put(service, List.copyOf(whole));
        }
        return new Fleet(all);
    }

    int number(Service service) {
        return roles.getOrDefault(service, List.of()).size();
    }

    /// Ports are chosen by an instance's label and `<label>-management`.
    List<Instance> instances(Ports ports) {
        List<Instance> instances = new ArrayList<>();
        roles.forEach((service, own) -> {
            for (int number = 1; number <= own.size(); number++) {
                String label = service.label(number);
                instances.add(new Instance(service, number, own.get(number - 1), ports.choose(label, service.port(number)),
                        ports.choose(label + "-management", service.managementPort(number))));
            }
        });
        return List.copyOf(instances);
    }

    private static Map<Service, Integer> numbers(Optional<String> instances) {
        Map<Service, Integer> numbers = new EnumMap<>(Service.class);
        for (String word : words(instances)) {
            int equals = word.indexOf('=');
            if (equals < 0) {
                throw new UsageException(INSTANCES + " must read like order=2,gateway=2, was " + instances.orElse(""));
            }
            Service service = service(INSTANCES, word.substring(0, equals));
            int number = Options.numberIn(INSTANCES + " " + service.label(), word.substring(equals + 1), 1, MOST_INSTANCES);
            if (numbers.put(service, number) != null) {
                throw new UsageException(INSTANCES + " names " + service.label() + " twice");
            }
        }
        return numbers;
    }

    /// A word without `=` goes on with the service of the word before.
    private static Map<Service, List<Role>> roles(Optional<String> roles) {
        Map<Service, List<Role>> given = new EnumMap<>(Service.class);
        List<Role> own = null;
        for (String word : words(roles)) {
            int equals = word.indexOf('=');
            if (equals >= 0) {
                Service service = service(ROLE, word.substring(0, equals));
                if (service == Service.GATEWAY) {
                    throw new UsageException(ROLE + ": the gateway has no roles");
                }
                own = new ArrayList<>();
                if (given.put(service, own) != null) {
                    throw new UsageException(ROLE + " names " + service.label() + " twice");
                }
            }
            if (own == null) {
                throw new UsageException(ROLE + " must read like order=http,worker, was " + roles.orElse(""));
            }
            own.add(role(word.substring(equals + 1)));
            if (own.size() > MOST_INSTANCES) {
                throw new UsageException(ROLE + " gives a service more than " + MOST_INSTANCES + " roles");
            }
        }
        return given;
    }

    private static List<String> words(Optional<String> list) {
        return list.map(text -> Arrays.stream(text.split(",", -1)).map(String::strip).toList()).orElse(List.of());
    }

    private static Service service(String option, String label) {
        return Arrays.stream(Service.values()).filter(one -> one.label().equals(label.strip())).findFirst().orElseThrow(
                () -> new UsageException(option + ": there is no service " + label + ", only "
                        + Arrays.stream(Service.values()).map(Service::label).collect(Collectors.joining(", "))));
    }

    private static Role role(String word) {
        return Role.named(word.strip()).orElseThrow(() -> new UsageException(
                ROLE + ": there is no role " + word + ", only "
                        + Arrays.stream(Role.values()).map(Role::word).collect(Collectors.joining(", "))));
    }

    private static void requireSomebody(Service service, List<Role> roles, Predicate<Role> does, String what) {
        if (roles.stream().noneMatch(does)) {
            throw new UsageException(ROLE + ": no instance of " + service.label() + " " + what);
        }
    }
}
