package dev.groundswell.platform.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.groundswell.platform.context.OwnContext;
import dev.groundswell.platform.database.Uncancelled;
import dev.groundswell.platform.stopping.LastThread;

/// Claims jobs, holds them while they run here, and records how that ended. Thread-safe.
@Startup
@Singleton
public class RunningJobs {

    private static final Logger LOG = Logger.getLogger(RunningJobs.class);

    /// A held job's lease is renewed so often within it: two renewals may be lost.
    private static final int RENEWALS = 3;
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);
    /// Of a statement on the two tables, each of which is small.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final JobsConfig config;
    private final String holder;
    private final MeterRegistry registry;
    private final Vertx vertx;
    private final Set<HeldTenure> held = ConcurrentHashMap.newKeySet();
    /// Whose last run failed here: an incident is told once.
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private volatile boolean ending;

    @Inject
    RunningJobs(JobsConfig config, MeterRegistry registry, Vertx vertx) {
        this(thisProcess(), config, registry, vertx);
    }

    /// Fails when a lease would be over before it can be renewed.
    ///
    /// @param holder names the process in records; what makes a claim its own is the fence
    public RunningJobs(String holder, JobsConfig config, MeterRegistry registry, Vertx vertx) {
        if (config.lease().compareTo(SHORTEST_LEASE) < 0) {
            throw new IllegalArgumentException("groundswell.jobs.lease: must be at least " + SHORTEST_LEASE + "; was " + config.lease());
        }
        this.holder = holder;
        this.config = config;
        this.registry = registry;
        this.vertx = vertx;
    }

    /// Runs the job at the database if it is due and nobody has it, and completes when the run has ended and is recorded, however it did. Fails when the
    /// database does not answer. Cancelling it ends nothing.
    ///
    /// @param force whether it is wanted though it is not due
    public Uni<Attempt> attempt(Job job, JobDatabase database, boolean force) {
        return Uncancelled.uni(() -> OwnContext.of(() -> claim(job, database, force)));
    }

    /// Has every run come to its end, gives back what does not within a bound, and claims nothing any more. For the process's last thread, which it keeps.
    public void end() {
        ending = true;
        held.forEach(tenure -> tenure.refuse("this process is ending"));
        if (!LastThread.until(config.ending(), held::isEmpty)) {
            held.forEach(tenure -> tenure.lose("this process is ending"));
            var _ = LastThread.until(config.ending(), held::isEmpty);
        }
    }

    private Uni<Attempt> claim(Job job, JobDatabase database, boolean force) {
        if (ending) {
            return Uni.createFrom().item(new Attempt.NotNow(Attempt.Reason.ENDING, Duration.ZERO));
        }
        long asked = System.nanoTime();
        return at(database, connection -> JobTable.register(connection, List.of(job.name()))
                .chain(() -> JobTable.claim(connection, job, holder, config.lease(), force, config.retryAfter(), longestPause(job))))
                .invoke(claimed -> claimed.filter(Claim::tookOver).ifPresent(claim -> count(claim.job(), JobRun.Outcome.LOST)))
                .chain(claimed -> claimed.isPresent()
                        ? run(job, new HeldTenure(database, claimed.get(), asked)).map(Attempt.Ran::new)
                        : at(database, connection -> JobTable.whyNot(connection, job, force)));
    }

    private Uni<JobRun> run(Job job, HeldTenure tenure) {
        held.add(tenure);
        if (ending) {
            tenure.lose("this process is ending");
        }
        long began = System.nanoTime();
        long timer = vertx.setPeriodic(config.lease().dividedBy(RENEWALS).toMillis(), tick -> renew(tenure));
        return Uni.join()
                .first(begun(job, tenure), tenure.loss())
                .toTerminate()
                .onItemOrFailure()
                .transformToUni((detail, failure) -> record(job, tenure, detail, failure))
                .invoke(run -> registry.timer("job.run", "job", run.job()).record(Duration.ofNanos(System.nanoTime() - began)))
                .onTermination()
                .invoke(() -> {
                    vertx.cancelTimer(timer);
                    held.remove(tenure);
                });
    }

    private Uni<String> begun(Job job, Tenure tenure) {
        return Uni.createFrom()
                .deferred(() -> job.run(tenure))
                .ifNoItem()
                .after(config.longest())
                .failWith(() -> new TooLong("the run did not end within " + config.longest()));
    }

    /// The tenure of a holder that cannot reach its database ends with its lease; the database itself would find it out at its next transaction.
    private void renew(HeldTenure tenure) {
        long asked = System.nanoTime();
        if (asked - tenure.renewedAt() > config.lease().toNanos()) {
            tenure.lose("the lease of " + tenure.claim().job() + " ran out unrenewed");
            return;
        }
        tenure.database()
                .withConnection(connection -> JobTable.renew(connection, tenure.claim(), config.lease()))
                .subscribe()
                .with(still -> {
                    if (still) {
                        tenure.renewed(asked);
                    } else {
                        tenure.lose("another has taken " + tenure.claim().job() + " over");
                    }
                }, failure -> LOG.debugf("job %s: not renewed: %s", tenure.claim().job(), failure.getMessage()));
    }

    private Uni<JobRun> record(Job job, HeldTenure tenure, @Nullable String detail, @Nullable Throwable failure) {
        Claim claim = tenure.claim();
        return at(tenure.place(), connection -> recorded(connection, job, claim, detail, failure)
                .invoke(run -> run.ifPresent(written -> count(written.job(), written.outcome())))
                .chain(run -> run.isPresent() ? Uni.createFrom().item(run) : JobTable.run(connection, claim)))
                .map(run -> run.orElseThrow(
                        () -> new IllegalStateException("job " + claim.job() + ": its run " + claim.fence() + " has no record")))
                .invoke(run -> tell(tenure, run))
                .onFailure()
                .invoke(unwritten -> LOG.warnf("job %s at %s: how it ended could not be written, it will be run again: %s", claim.job(),
                        tenure.databaseName(), unwritten.getMessage()));
    }

    private Uni<Optional<JobRun>> recorded(SqlConnection connection, Job job, Claim claim, @Nullable String detail,
            @Nullable Throwable failure) {
        if (failure == null) {
            return JobTable.succeeded(connection, claim, detail == null ? "" : detail);
        }
        if (failure instanceof LostTenure) {
            return JobTable.givenBack(connection, claim, String.valueOf(failure.getMessage()));
        }
        return JobTable.failed(connection, claim, String.valueOf(failure.getMessage()), config.retryAfter(), longestPause(job));
    }

    private Duration longestPause(Job job) {
        return job.every().compareTo(config.longestRetryAfter()) < 0 ? job.every() : config.longestRetryAfter();
    }

    private void tell(HeldTenure tenure, JobRun run) {
        String place = run.job() + " at " + tenure.databaseName();
        if (run.outcome() == JobRun.Outcome.SUCCEEDED) {
            LOG.debugf("job %s: %s", place, run.detail());
            if (failing.remove(place)) {
                LOG.infof("job %s: succeeds again", place);
            }
        } else if (!ending && failing.add(place)) {
            LOG.warnf("job %s: %s: %s", place, run.outcome() == null ? "left" : run.outcome().text(), run.detail());
        }
    }

    /// By whoever records it: a run is counted once, also when its process is dead or comes back.
    private void count(String job, JobRun.@Nullable Outcome outcome) {
        if (outcome != null) {
            registry.counter("job.runs", "job", job, "outcome", outcome.text()).increment();
        }
    }

    private static <T extends @Nullable Object> Uni<T> at(JobDatabase database, Function<SqlConnection, Uni<T>> statements) {
        return database.pool().withConnection(statements).ifNoItem().after(PATIENCE).fail();
    }

    private static String thisProcess() {
        String host = System.getenv("HOSTNAME");
        return (host == null || host.isBlank() ? "localhost" : host) + "/" + ProcessHandle.current().pid();
    }

    private static final class TooLong extends RuntimeException {

        private static final long serialVersionUID = 1;

        TooLong(String message) {
            super(message, null, false, false);
        }
    }
}
