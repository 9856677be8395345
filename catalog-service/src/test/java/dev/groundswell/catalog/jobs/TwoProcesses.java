package dev.groundswell.catalog.jobs;

import static dev.groundswell.catalog.Api.setting;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

import dev.groundswell.platform.database.DatabaseGuard;
import dev.groundswell.platform.job.Attempt;
import dev.groundswell.platform.job.Job;
import dev.groundswell.platform.job.JobDatabase;
import dev.groundswell.platform.job.JobRun;
import dev.groundswell.platform.job.JobsConfig;
import dev.groundswell.platform.job.RunningJobs;
import dev.groundswell.testing.time.VirtualTime;

/// Two processes at one database, whose time the test sets.
abstract class TwoProcesses {

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Inject
    Vertx vertx;

    @Inject
    DatabaseGuard guard;

    @Inject
    JobsConfig defaults;

    VirtualTime time;
    JobDatabase database;
    RunningJobs one;
    RunningJobs other;

    @BeforeEach
    void start() {
        time = new VirtualTime(vertx, setting("quarkus.datasource.reactive.url"), setting("quarkus.datasource.username"),
                setting("quarkus.datasource.password"));
        database = new JobDatabase("catalog", time.pool(), guard);
        one = new RunningJobs("one", new LongLease(defaults), registry, vertx);
        other = new RunningJobs("other", new LongLease(defaults), registry, vertx);
    }

    @AfterEach
    void stop() {
        time.close();
    }

    double counted(Job job, JobRun.Outcome outcome) {
        return registry.get("job.runs").tag("job", job.name()).tag("outcome", outcome.text()).counter().count();
    }

    @CanIgnoreReturnValue
    JobRun ran(RunningJobs process, Job job) {
        return ((Attempt.Ran) attempt(process, job)).run();
    }

    Attempt attempt(RunningJobs process, Job job) {
        return begin(process, job).orTimeout(20, TimeUnit.SECONDS).join();
    }

    CompletableFuture<Attempt> begin(RunningJobs process, Job job) {
        return process.attempt(job, database, false).subscribeAsCompletionStage();
    }

    static <T> T await(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(20));
    }
}
