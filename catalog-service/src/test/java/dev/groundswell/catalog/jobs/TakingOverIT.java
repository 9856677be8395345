package dev.groundswell.catalog.jobs;

import static dev.groundswell.platform.job.JobRun.Outcome.LOST;
import static dev.groundswell.platform.job.JobRun.Outcome.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.groundswell.catalog.CatalogParts;
import dev.groundswell.platform.job.Attempt;
import dev.groundswell.platform.job.Job;
import dev.groundswell.platform.job.JobRun;
import dev.groundswell.platform.job.LostTenure;
import dev.groundswell.platform.job.Tenure;

/// What becomes of a job whose holder dies, freezes or ends.
@QuarkusTest
@QuarkusTestResource(CatalogParts.class)
class TakingOverIT extends TwoProcesses {

    @BeforeEach
    void makeRoomForEffects() {
        var _ = await(time.pool().withConnection(
                connection -> connection.query("CREATE TABLE IF NOT EXISTS effects (job text, step integer)").execute()));
    }

    /// The first holder stops after its first step: it is killed, or frozen. To the database that is the same until it comes back.
    @Test
    void isTakenOverFromAHolderThatDiesAndRefusesItsLateWrite() {
        List<CompletableFuture<Void>> goOn = List.of(new CompletableFuture<>(), new CompletableFuture<>());
        AtomicInteger runs = new AtomicInteger();
        String name = TestJob.freshName();
        Job job = TestJob.hourly(name, tenure -> steps(name, tenure, goOn.get(runs.getAndIncrement())));
        CompletableFuture<Attempt> dead = begin(one, job);
        awaitEffects(job, 1);

        time.advance(LongLease.LEASE.minusSeconds(1));
        assertThat(attempt(other, job)).as("within the lease").isEqualTo(held(Duration.ofSeconds(1)));
        time.advance(Duration.ofSeconds(2));
        CompletableFuture<Attempt> successor = begin(other, job);
        Awaitility.await().until(() -> runs.get() == 2);
        goOn.getFirst().complete(null);

        JobRun first = ((Attempt.Ran) dead.join()).run();
        assertThat(first.outcome()).isEqualTo(LOST);
        assertThat(first.holder()).isEqualTo("one");
        assertThat(effects(job)).as("nothing of the late write").containsExactly(1);
        goOn.getLast().complete(null);
        JobRun second = ((Attempt.Ran) successor.join()).run();
        assertThat(second.outcome()).isEqualTo(SUCCEEDED);
        assertThat(second.holder()).isEqualTo("other");
        assertThat(effects(job)).containsExactly(1, 2);
        assertThat(attempt(one, job)).as("the late end has not undone the other's").isEqualTo(new Attempt.NotDue());
        assertThat(counted(job, LOST)).as("by one of the two").isEqualTo(1);
    }

    /// A run may be what kills its processes, one after the other.
    @Test
    void isTakenOverAtOnceAndThenWithPausesWhenHoldersGoOnDying() {
        CompletableFuture<String> never = new CompletableFuture<>();
        Queue<Instant> dues = new ConcurrentLinkedQueue<>();
        Job job = TestJob.hourly(tenure -> {
            dues.add(tenure.due());
            return Uni.createFrom().completionStage(() -> never.copy());
        });
        List<CompletableFuture<Attempt>> dead = new ArrayList<>(List.of(begin(one, job)));
        Awaitility.await().until(() -> dues.size() == 1);
        time.advance(LongLease.LEASE.plusSeconds(1));
        dead.add(begin(other, job));
        Awaitility.await().until(() -> dues.size() == 2);

        time.advance(LongLease.LEASE.plusSeconds(1));
        assertThat(attempt(one, job)).as("its lease has run out, but not the pause")
                .isEqualTo(held(defaults.retryAfter().minusSeconds(1)));
        time.advance(defaults.retryAfter());
        dead.add(begin(one, job));
        Awaitility.await().until(() -> dues.size() == 3);

        assertThat(counted(job, LOST)).isEqualTo(2);
        never.complete("done");
        assertThat(dead.stream().map(attempt -> ((Attempt.Ran) attempt.join()).run().outcome())).containsExactly(LOST, LOST, SUCCEEDED);
        assertThat(counted(job, LOST)).isEqualTo(2);
    }

    /// A holder that is in the middle of a transaction may still commit it, so nobody gets the job before that has ended.
    @Test
    void isNotTakenOverInTheMiddleOfATransaction() {
        CompletableFuture<Void> thaw = new CompletableFuture<>();
        CompletableFuture<Void> confirmed = new CompletableFuture<>();
        String name = TestJob.freshName();
        Job job = TestJob.hourly(name, tenure -> tenure.database()
                .withTransaction(transaction -> tenure.confirm(transaction)
                        .invoke(() -> confirmed.complete(null))
                        .chain(() -> Uni.createFrom().completionStage(thaw))
                        .chain(() -> effect(name, transaction, 1)))
                .replaceWith("done"));
        CompletableFuture<Attempt> slow = begin(one, job);
        confirmed.join();

        time.advance(LongLease.LEASE.plusSeconds(1));
        assertThat(begin(other, job).orTimeout(5, TimeUnit.SECONDS).join()).isEqualTo(held(Duration.ZERO));
        thaw.complete(null);
        assertThat(((Attempt.Ran) slow.join()).run().outcome()).isEqualTo(SUCCEEDED);
    }

    @Test
    void takesOverARunThatWasWantedThoughNotDue() {
        String name = TestJob.freshName();
        AtomicInteger runs = new AtomicInteger();
        CompletableFuture<Void> never = new CompletableFuture<>();
        Job job = TestJob.hourly(name,
                tenure -> steps(name, tenure, runs.incrementAndGet() == 2 ? never : CompletableFuture.completedFuture(null)));
        ran(one, job);
        CompletableFuture<Attempt> left = one.attempt(job, database, true).subscribeAsCompletionStage();
        Awaitility.await().until(() -> runs.get() == 2);

        time.advance(LongLease.LEASE.plusSeconds(1));

        assertThat(ran(other, job).outcome()).isEqualTo(SUCCEEDED);
        never.complete(null);
        assertThat(((Attempt.Ran) left.join()).run().outcome()).isEqualTo(LOST);
    }

    @Test
    void givesItsRunsBackWhenTheProcessEnds() {
        AtomicInteger runs = new AtomicInteger();
        CompletableFuture<Void> never = new CompletableFuture<>();
        String name = TestJob.freshName();
        Job job = TestJob.hourly(name,
                tenure -> steps(name, tenure, runs.getAndIncrement() == 0 ? never : CompletableFuture.completedFuture(null)));
        CompletableFuture<Attempt> first = begin(one, job);
        awaitEffects(job, 1);

        one.end();

        assertThat(((Attempt.Ran) first.join()).run().outcome()).isEqualTo(LOST);
        assertThat(attempt(one, job)).as("of a process that ends")
                .isEqualTo(new Attempt.NotNow(Attempt.Reason.ENDING, Duration.ZERO));
        assertThat(ran(other, job).outcome()).isEqualTo(SUCCEEDED);
        never.complete(null);
        assertThat(effects(job)).containsExactly(1, 2);
    }

    @Test
    void aLostTenureConfirmsNothing() {
        CompletableFuture<Tenure> kept = new CompletableFuture<>();
        Job job = TestJob.hourly(tenure -> {
            kept.complete(tenure);
            return Uni.createFrom().item("done");
        });
        ran(one, job);

        assertThatThrownBy(() -> time.pool()
                .withTransactionAndAwait(transaction -> kept.join().confirm(transaction)))
                .isInstanceOf(LostTenure.class);
    }

    /// Two steps, each in its transaction and harmless when repeated.
    private static Uni<String> steps(String job, Tenure tenure, CompletableFuture<Void> between) {
        return step(job, tenure, 1)
                .chain(() -> Uni.createFrom().completionStage(() -> between.copy()))
                .chain(() -> step(job, tenure, 2))
                .replaceWith("done");
    }

    private static Uni<Void> step(String job, Tenure tenure, int number) {
        return tenure.database()
                .withTransaction(transaction -> tenure.confirm(transaction).chain(() -> effect(job, transaction, number)));
    }

    private static Uni<Void> effect(String job, SqlConnection transaction, int number) {
        return transaction
                .preparedQuery("INSERT INTO effects SELECT $1, $2 WHERE NOT EXISTS (SELECT FROM effects WHERE job = $1 AND step = $2)")
                .execute(Tuple.of(job, number))
                .replaceWithVoid();
    }

    private static Attempt held(Duration left) {
        return new Attempt.NotNow(Attempt.Reason.HELD, left);
    }

    private void awaitEffects(Job job, int count) {
        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> effects(job).size() == count);
    }

    private List<Integer> effects(Job job) {
        return await(time.pool().withConnection(connection -> connection
                .preparedQuery("SELECT step FROM effects WHERE job = $1 ORDER BY step").execute(Tuple.of(job.name()))))
                .stream().map(row -> row.getInteger(0)).toList();
    }
}
