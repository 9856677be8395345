package dev.groundswell.catalog.jobs;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;

import dev.groundswell.platform.job.Job;
import dev.groundswell.platform.job.Tenure;

/// A job made of what a test wants it to do.
record TestJob(String name, Duration every, Function<Tenure, Uni<String>> work) implements Job {

    static TestJob hourly(Function<Tenure, Uni<String>> work) {
        return hourly(freshName(), work);
    }

    static TestJob hourly(String name, Function<Tenure, Uni<String>> work) {
        return new TestJob(name, Duration.ofHours(1), work);
    }

    /// That no other job has.
    static String freshName() {
        return "test-" + UUID.randomUUID();
    }

    @Override
    public Uni<String> run(Tenure tenure) {
        return work.apply(tenure);
    }
}
