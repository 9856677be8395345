package dev.groundswell.testbed.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/// What a run is to be.
///
/// @param seed of orders and faults
/// @param duration of the orders; what is under way then is waited for
/// @param rate orders a second
/// @param services the processes of the suite's services, as `order-1`
/// @param faults to choose from
/// @param length of every fault; `null` for three to ten seconds
/// @param patience how long an accepted order may take to its end while nothing is struck
/// @param sales a file in the Online Retail format whose invoices are ordered; made-up ones without
record ChaosPlan(long seed, Duration duration, double rate, List<String> services, List<Fault> faults, @Nullable Duration length,
        Duration patience,
        Optional<Path> sales) {

    ChaosPlan {
        services = List.copyOf(services);
        faults = List.copyOf(faults);
    }

    /// The option by which the suite gets its processes: `order=2,catalog=1`.
    String instances() {
        StringBuilder words = new StringBuilder();
        services.stream().map(service -> service.substring(0, service.lastIndexOf('-'))).distinct()
                .forEach(name -> words.append(words.isEmpty() ? "" : ",").append(name).append('=')
                        .append(services.stream().filter(service -> service.startsWith(name + "-")).count()));
        return words.toString();
    }
}
