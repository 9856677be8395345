package dev.groundswell.platform.job;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import dev.groundswell.platform.role.NotAWorker;

/// Looks for due jobs and begins them. Every worker does; a claim gives each to one of them.
@ApplicationScoped
public class JobClock {

    private static final Logger LOG = Logger.getLogger(JobClock.class);

    /// A look that hangs longer is given up, and the next tick begins another.
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static final int BEFORE_THE_LAST_STEPS = 0;

    private final Jobs jobs;
    private final JobDatabases databases;
    private final RunningJobs running;
    private final OverdueJobs overdue;
    private final JobsConfig config;
    private final Looks looks = new Looks();
    /// What failed the last time it was tried, a look or a claim: an incident is told once.
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    JobClock(Jobs jobs, JobDatabases databases, RunningJobs running, OverdueJobs overdue, JobsConfig config) {
        this.jobs = jobs;
        this.databases = databases;
        this.running = running;
        this.overdue = overdue;
        this.config = config;
    }

    /// Pools are closed before the scheduler stops, and the process's last steps publish what a run has decided.
    void stop(@Observes @Priority(BEFORE_THE_LAST_STEPS) ShutdownEvent shutdown) {
        stopping = true;
        running.end();
    }

    @Scheduled(every = "${groundswell.jobs.look:1s}", skipExecutionIf = NotAWorker.class)
    Uni<Void> look() {
        if (stopping || !config.enabled() || jobs.all().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Multi.createFrom()
                .iterable(databases.all())
                .onItem()
                .transformToUniAndMerge(database -> looks.at(database.name(), () -> look(database)))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> look(JobDatabase database) {
        overdue.expect(database.name(), jobs.names());
        return standings(database)
                .ifNoItem()
                .after(LONGEST)
                .fail()
                .invoke(found -> begin(database, found))
                .onFailure()
                .invoke(failure -> tell("database " + database.name(), failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private Uni<List<Standing>> standings(JobDatabase database) {
        return database.pool()
                .withConnection(connection -> JobTable.look(connection, jobs.all())
                        .chain(found -> found.stream().noneMatch(Standing::unknown)
                                ? Uni.createFrom().item(found)
                                : JobTable.register(connection, jobs.names()).chain(() -> JobTable.look(connection, jobs.all()))));
    }

    private void begin(JobDatabase database, List<Standing> found) {
        failing.remove("database " + database.name());
        for (Standing standing : found) {
            overdue.found(database.name(), standing);
            if (standing.claimable()) {
                jobs.named(standing.job()).ifPresent(job -> begin(job, database));
            }
        }
    }

    /// Nobody waits for it: other jobs are due as well.
    private void begin(Job job, JobDatabase database) {
        String place = "job " + job.name() + " at " + database.name();
        running.attempt(job, database, false).subscribe().with(attempt -> failing.remove(place), failure -> tell(place, failure));
    }

    private void tell(String what, Throwable failure) {
        if (failing.add(what) && !stopping) {
            LOG.warnf("%s: what is due waits: %s", what, failure.getMessage());
        }
    }
}
