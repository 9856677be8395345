package dev.groundswell.catalog.jobs;

import static dev.groundswell.platform.job.JobRun.Outcome.FAILED;
import static dev.groundswell.platform.job.JobRun.Outcome.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;

import dev.groundswell.catalog.CatalogParts;
import dev.groundswell.platform.job.Attempt;
import dev.groundswell.platform.job.Job;
import dev.groundswell.platform.job.JobRun;
import dev.groundswell.platform.job.RunningJobs;
import dev.groundswell.platform.job.SmallBatches;
import dev.groundswell.platform.job.Tenure;

/// When jobs run, and that each run is recorded.
@QuarkusTest
@QuarkusTestResource(CatalogParts.class)
class RunningJobsIT extends TwoProcesses {

    @Inject
    SmallBatches batches;

    @Test
    void runsOnceThoughTwoTryAtTheSameMoment() {
        for (int round = 0; round < 10; round++) {
            CompletableFuture<String> end = new CompletableFuture<>();
            Job job = TestJob.hourly(tenure -> Uni.createFrom().completionStage(end));
            List<CompletableFuture<Attempt>> attempts = List.of(begin(one, job), begin(other, job));
            // Whoever did not get it is told before the other's run ends.
            assertThat(CompletableFuture.anyOf(attempts.getFirst(), attempts.getLast()).join()).isInstanceOf(Attempt.NotNow.class);
            end.complete("done");

            assertThat(attempts.stream().map(CompletableFuture::join).filter(Attempt.Ran.class::isInstance)).hasSize(1);
            assertThat(attempt(one, job)).isEqualTo(new Attempt.NotDue());
            assertThat(attempt(other, job)).isEqualTo(new Attempt.NotDue());
        }
    }

    @Test
    void runsOnceAPeriodInAnHourOfTwoProcesses() {
        Queue<Instant> everyFiveMinutes = new ConcurrentLinkedQueue<>();
        Queue<Instant> everyHour = new ConcurrentLinkedQueue<>();
        Job often = new TestJob(TestJob.freshName(), Duration.ofMinutes(5), noting(everyFiveMinutes));
        Job seldom = TestJob.hourly(noting(everyHour));
        Instant start = time.now();

        for (int i = 0; i < 120; i++) {
            time.set(start.plusSeconds(30L * i));
            List.of(begin(one, often), begin(other, often), begin(one, seldom), begin(other, seldom)).forEach(CompletableFuture::join);
        }

        assertThat(everyFiveMinutes).containsExactlyElementsOf(
                IntStream.range(0, 12).mapToObj(i -> start.plus(Duration.ofMinutes(5L * i))).toList());
        assertThat(everyHour).containsExactly(start);
        assertThat(counted(often, SUCCEEDED)).isEqualTo(12);
    }

    @Test
    void makesUpForTheLastOfSeveralMissedPeriods() {
        Queue<Instant> dues = new ConcurrentLinkedQueue<>();
        Job job = TestJob.hourly(noting(dues));
        Instant start = time.now();
        ran(one, job);
        time.advance(Duration.ofMinutes(5 * 60 + 20));
        ran(other, job);

        assertThat(attempt(one, job)).isEqualTo(new Attempt.NotDue());
        assertThat(dues).containsExactly(start, start.plus(Duration.ofHours(5)));
    }

    @Test
    void recordsAFailedRunAndTriesItAgainWithGrowingPauses() {
        AtomicInteger runs = new AtomicInteger();
        Job job = TestJob.hourly(tenure -> runs.incrementAndGet() < 3
                ? Uni.createFrom().failure(new IllegalStateException("provider away"))
                : Uni.createFrom().item("3 rates"));

        JobRun failed = ran(one, job);
        assertThat(failed.outcome()).isEqualTo(FAILED);
        assertThat(failed.detail()).isEqualTo("provider away");
        assertThat(attempt(other, job)).isEqualTo(new Attempt.NotNow(Attempt.Reason.PAUSED, defaults.retryAfter()));
        time.advance(defaults.retryAfter());
        assertThat(ran(other, job).outcome()).isEqualTo(FAILED);
        time.advance(defaults.retryAfter());
        assertThat(attempt(one, job)).isEqualTo(new Attempt.NotNow(Attempt.Reason.PAUSED, defaults.retryAfter()));
        time.advance(defaults.retryAfter());
        assertThat(ran(one, job).detail()).isEqualTo("3 rates");
        assertThat(attempt(one, job)).isEqualTo(new Attempt.NotDue());
    }

    @Test
    void runsWhenItIsWantedThoughNotDue() {
        Job job = TestJob.hourly(tenure -> Uni.createFrom().item("done"));
        ran(one, job);

        assertThat(await(one.attempt(job, database, true))).isInstanceOf(Attempt.Ran.class);
        time.advance(Duration.ofHours(1));
        assertThat(attempt(one, job)).isInstanceOf(Attempt.Ran.class);
    }

    /// A row that others change while it is being locked is found and not deleted: what is behind it has its turn all the same.
    @Test
    void goesOnInSmallBatchesWhileAsManyAreFoundAsAllowed() {
        Queue<SmallBatches.Batch> found = new ConcurrentLinkedQueue<>(
                List.of(new SmallBatches.Batch(500, 499), new SmallBatches.Batch(500, 500), new SmallBatches.Batch(3, 3)));
        Job job = TestJob.hourly(tenure -> batches
                .all(tenure, (transaction, most) -> Uni.createFrom().item(found.remove()))
                .map(done -> done.text("rows deleted")));

        assertThat(ran(one, job).detail()).startsWith("1002 rows deleted");
        assertThat(found).isEmpty();
    }

    @Test
    void refusesALeaseThatIsOverAtOnce() {
        assertThatThrownBy(() -> new RunningJobs("short", new LongLease(defaults, Duration.ofMillis(999)), registry, vertx))
                .hasMessage("groundswell.jobs.lease: must be at least PT1S; was PT0.999S");
    }

    private static Function<Tenure, Uni<String>> noting(Queue<Instant> dues) {
        return tenure -> {
            dues.add(tenure.due());
            return Uni.createFrom().item("noted");
        };
    }
}
