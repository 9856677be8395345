package dev.groundswell.testbed.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.groundswell.local.command.UsageException;
import dev.groundswell.local.parts.Detours;
import dev.groundswell.local.schema.Database;

/// Something that is done to a part of the suite.
///
/// @param part a process of the suite (`order-1`, `kafka`, `postgres` …), or what a relay stands in front of
record Fault(String part, Kind kind) {

    private static final List<String> PARTS = List.of("postgres", "replica", "kafka", "redis");

    enum Kind {
        /// SIGKILL; the launcher starts it again.
        KILL,
        /// SIGSTOP, and SIGCONT at the end.
        FREEZE,
        /// Its connections are reset and new ones refused.
        CUT,
        /// Its connections stay, but nothing passes.
        SILENCE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Everything that can be done to a suite with these service processes.
    static List<Fault> all(List<String> services) {
        List<Fault> faults = new ArrayList<>();
        List<String> processes = new ArrayList<>(services);
        processes.addAll(PARTS);
        for (String process : processes) {
            faults.add(new Fault(process, Kind.KILL));
            faults.add(new Fault(process, Kind.FREEZE));
        }
        for (String relayed : relayed()) {
            faults.add(new Fault(relayed, Kind.CUT));
            faults.add(new Fault(relayed, Kind.SILENCE));
        }
        return List.copyOf(faults);
    }

    /// What a relay stands in front of.
    static List<String> relayed() {
        List<String> relayed = new ArrayList<>(Database.names());
        relayed.addAll(List.of(Detours.KAFKA, Detours.REDIS, Detours.REPLICATION));
        return List.copyOf(relayed);
    }

    /// Reads `kafka:freeze,orders_0:cut`. Fails with [UsageException].
    static List<Fault> parse(String option, String text, List<String> services) {
        List<Fault> known = all(services);
        List<Fault> faults = new ArrayList<>();
        for (String word : text.split(",", -1)) {
            faults.add(known.stream().filter(fault -> fault.toString().equals(word)).findFirst()
                    .orElseThrow(() -> new UsageException(option + ": there is no " + word + ", only "
                            + known.stream().map(Fault::toString).collect(Collectors.joining(", ")))));
        }
        return List.copyOf(faults);
    }

    /// Its instance number left out: what happens to one of two equal ones happens to either.
    String label() {
        return part.replaceFirst("-[0-9]$", "") + ":" + kind.word();
    }

    @Override
    public String toString() {
        return part + ":" + kind.word();
    }

    static String words(List<Fault> faults) {
        return faults.stream().map(Fault::toString).collect(Collectors.joining(" + "));
    }

}
