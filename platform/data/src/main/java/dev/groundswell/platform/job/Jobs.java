package dev.groundswell.platform.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;

/// All jobs of this service, in the order of their names. There from the start of the process, which fails when one cannot run as it is set.
@Startup
@Singleton
class Jobs {

    private static final Pattern KEBAB = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Map<String, Job> byName = new TreeMap<>();

    /// Fails when a name is impossible, or there twice, or a period too short to be told apart.
    Jobs(@All List<Job> jobs) {
        for (Job job : jobs) {
            if (!KEBAB.matcher(job.name()).matches()) {
                throw new IllegalArgumentException("the name of a job must be in kebab case, was " + job.name());
            }
            if (job.every().compareTo(SHORTEST) < 0) {
                throw new IllegalArgumentException("job " + job.name() + ": must be due every second at most, was every " + job.every());
            }
            if (byName.put(job.name(), job) != null) {
                throw new IllegalArgumentException("two jobs are named " + job.name());
            }
        }
    }

    Collection<Job> all() {
        return byName.values();
    }

    List<String> names() {
        return new ArrayList<>(byName.keySet());
    }

    Optional<Job> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
