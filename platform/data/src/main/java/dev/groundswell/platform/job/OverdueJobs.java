package dev.groundswell.platform.job;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/// The metric that tells of jobs which nobody gets done. Thread-safe.
@Singleton
class OverdueJobs {

    private final MeterRegistry registry;
    private final Map<Place, Overdue> places = new ConcurrentHashMap<>();

    OverdueJobs(MeterRegistry registry) {
        this.registry = registry;
    }

    /// Tells of jobs that nobody has looked for yet as if they had come due now: what nobody can look for is told of as well.
    void expect(String database, Collection<String> jobs) {
        jobs.forEach(job -> places.computeIfAbsent(new Place(job, database), this::gauge));
    }

    /// As a look found it. It ages by itself until the next look, also when the database does not answer any more.
    void found(String database, Standing standing) {
        places.computeIfAbsent(new Place(standing.job(), database), this::gauge).is(standing.overdue());
    }

    private Overdue gauge(Place place) {
        Overdue state = new Overdue();
        Gauge.builder("jobs.overdue", state, Overdue::seconds)
                .baseUnit("seconds")
                .tag("job", place.job)
                .tag("database", place.database)
                .description("For how long a job has been due without a run that succeeded; 0 when it is not due")
                .register(registry);
        return state;
    }

    private record Place(String job, String database) {}

    private static final class Overdue {

        private volatile long since = System.nanoTime();

        void is(Duration found) {
            since = System.nanoTime() - found.toNanos();
        }

        double seconds() {
            return Math.max(0, System.nanoTime() - since) / 1e9;
        }
    }
}
