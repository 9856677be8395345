package dev.groundswell.platform.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;

import dev.groundswell.platform.http.Deadline;
import dev.groundswell.platform.problem.Refusal;
import dev.groundswell.testing.Requests;

class GroupCommitTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final long SOON_SECONDS = 10;

    private final Database database = new Database();

    @AfterAll
    static void closeVertx() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void commitsAnItemThatIsAloneAtOnce() throws Exception {
        GroupCommit<String, String> commits = commits(new Limits(10, 100, 100, Duration.ofMinutes(1)));
        CompletableFuture<String> answer = join(commits, "a");
        Group group = database.next();
        assertThat(group.items()).containsExactly("a");
        group.succeed();
        assertThat(answer.get(SOON_SECONDS, TimeUnit.SECONDS)).isEqualTo("written a");
    }

    @Test
    void commitsTogetherWhatArrivedWhileACommitRan() throws Exception {
        GroupCommit<String, String> commits = commits(new Limits(10, 100, 100, Duration.ofMinutes(1)));
        CompletableFuture<String> first = join(commits, "a");
        Group alone = database.next();
        List<CompletableFuture<String>> others = join(commits, List.of("b", "c", "d"));
        alone.succeed();
        Group together = database.next();
        assertThat(together.items()).containsExactly("b", "c", "d");
        assertThat(others).noneMatch(CompletableFuture::isDone);
        together.succeed();
        assertThat(first.get(SOON_SECONDS, TimeUnit.SECONDS)).isEqualTo("written a");
        assertThat(all(others)).containsExactly("written b", "written c", "written d");
    }

    @Test
    void keepsGroupsWithinTheirBounds() throws Exception {
        GroupCommit<String, String> commits = commits(new Limits(3, 10, 100, Duration.ofMinutes(1)));
        List<CompletableFuture<String>> answers = new ArrayList<>(join(commits, List.of("a")));
        Group running = database.next();
        answers.addAll(join(commits, List.of("b", "c", "d", "e", "eight888", "eleven-1111", "f")));
        List<List<String>> groups = new ArrayList<>();
        running.succeed();
        for (int i = 0; i < 4; i++) {
            Group group = database.next();
            groups.add(group.items());
            group.succeed();
        }
        assertThat(groups).containsExactly(List.of("b", "c", "d"), List.of("e", "eight888"), List.of("eleven-1111"), List.of("f"));
        assertThat(all(answers)).hasSize(8);
    }

    @Test
    void letsAnItemThatFailsItsGroupFailAlone() throws Exception {
        GroupCommit<String, String> commits = commits(new Limits(200, 1_000, 1_000, Duration.ofMinutes(1)));
        CompletableFuture<String> first = join(commits, "a");
        Group alone = database.next();
        List<String> items = IntStream.range(0, 100).mapToObj(i -> i == 41 ? "poison" : "item " + i).toList();
        List<CompletableFuture<String>> answers = join(commits, items);
        database.answerAlone("poison");
        alone.succeed();
        assertThat(first.get(SOON_SECONDS, TimeUnit.SECONDS)).isEqualTo("written a");
        for (int i = 0; i < items.size(); i++) {
            CompletableFuture<String> answer = answers.get(i);
            if (items.get(i).equals("poison")) {
                assertThatThrownBy(() -> answer.get(SOON_SECONDS, TimeUnit.SECONDS)).hasRootCauseInstanceOf(IllegalStateException.class);
            } else {
                assertThat(answer.get(SOON_SECONDS, TimeUnit.SECONDS)).isEqualTo("written " + items.get(i));
            }
        }
        // The first item, the group, and two halves on each of seven levels.
        assertThat(database.statements()).isLessThanOrEqualTo(16);
    }

    @Test
    void failsAGroupAsAWholeWhenNoItemIsToBlame() throws Exception {
        GroupCommit<String, String> commits = commits(new Limits(10, 100, 100, Duration.ofMinutes(1)));
        join(commits, "a").exceptionally(failure -> "");
        Group alone = database.next();
        List<CompletableFuture<String>> others = join(commits, List.of("b", "c"));
        alone.fail(new TimeoutException("away"));
        database.next().fail(new TimeoutException("away"));
        assertThat(others).allSatisfy(
                answer -> assertThatThrownBy(() -> answer.get(SOON_SECONDS, TimeUnit.SECONDS))
                        .hasRootCauseInstanceOf(TimeoutException.class));
        assertThat(database.statements()).isEqualTo(2);
    }

    @Test
    void goesOnAfterACommitThatNeverAnswered() throws Exception {
        GroupCommit<String, String> commits = commits(new Limits(10, 100, 100, Duration.ofMillis(50)));
        CompletableFuture<String> hung = join(commits, "a");
        assertThat(database.next().items()).containsExactly("a");
        assertThatThrownBy(() -> hung.get(SOON_SECONDS, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(io.smallrye.mutiny.TimeoutException.class);
        CompletableFuture<String> next = join(commits, "b");
        database.next().succeed();
        assertThat(next.get(SOON_SECONDS, TimeUnit.SECONDS)).isEqualTo("written b");
    }

    @Test
    void refusesWhatItHasNoRoomFor() throws Exception {
        GroupCommit<String, String> commits = commits(new Limits(10, 100, 2, Duration.ofMinutes(1)));
        CompletableFuture<String> first = join(commits, "a");
        Group running = database.next();
        List<CompletableFuture<String>> waiting = join(commits, List.of("b", "c"));
        CompletableFuture<String> refused = join(commits, "d");
        assertThatThrownBy(refused::join).isInstanceOf(CompletionException.class).cause()
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.problem().status()).isEqualTo(503);
                    assertThat(refusal.headers()).containsEntry("Retry-After", "1");
                });
        running.succeed();
        Group next = database.next();
        assertThat(next.items()).containsExactly("b", "c");
        next.succeed();
        assertThat(all(waiting)).hasSize(2);
        assertThat(first.get(SOON_SECONDS, TimeUnit.SECONDS)).isEqualTo("written a");
    }

    @Test
    void dismissesWhoWaitsAndGoesOn() throws Exception {
        GroupCommit<String, String> commits = commits(new Limits(10, 100, 100, Duration.ofMinutes(1)));
        CompletableFuture<String> first = join(commits, "a");
        Group running = database.next();
        List<CompletableFuture<String>> waiting = join(commits, List.of("b", "c"));

        commits.dismiss(new TimeoutException("away"));

        assertThat(waiting).allSatisfy(
                answer -> assertThatThrownBy(() -> answer.get(SOON_SECONDS, TimeUnit.SECONDS))
                        .hasRootCauseInstanceOf(TimeoutException.class));
        CompletableFuture<String> late = join(commits, "d");
        running.succeed();
        Group next = database.next();
        assertThat(next.items()).containsExactly("d");
        next.succeed();
        assertThat(first.get(SOON_SECONDS, TimeUnit.SECONDS)).isEqualTo("written a");
        assertThat(late.get(SOON_SECONDS, TimeUnit.SECONDS)).isEqualTo("written d");
    }

    @Test
    void doesNotCommitWhatHasWaitedTooLong() throws Exception {
        GroupCommit<String, String> commits = commits(new Limits(10, 100, 100, Duration.ofMillis(100)));
        CompletableFuture<String> first = join(commits, "a");
        assertThat(database.next().items()).containsExactly("a");
        CompletableFuture<String> second = join(commits, "b");
        assertThatThrownBy(() -> first.get(SOON_SECONDS, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(io.smallrye.mutiny.TimeoutException.class);
        assertThatThrownBy(() -> second.get(SOON_SECONDS, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(io.smallrye.mutiny.TimeoutException.class);
        assertThat(database.statements()).isLessThanOrEqualTo(2);
    }

    /// Its request has been answered: what it wanted is not to happen any more.
    @Test
    void doesNotCommitWhatNobodyWaitsForAnyMore() throws Exception {
        Requests requests = new Requests(VERTX);
        GroupCommit<String, String> commits = commits(new Limits(10, 100, 100, Duration.ofMinutes(1)));
        CompletableFuture<String> first = join(commits, "a");
        Group running = database.next();
        CompletableFuture<Deadline> deadline = new CompletableFuture<>();
        CompletableFuture<String> late = requests.call("20", () -> {
            deadline.complete(Deadline.current());
            return commits.join("b");
        });
        CompletableFuture<String> patient = requests.call(null, () -> commits.join("c"));
        await().until(() -> deadline.join().isOver());

        running.succeed();

        Group next = database.next();
        assertThat(next.items()).containsExactly("c");
        next.succeed();
        assertThat(patient.get(SOON_SECONDS, TimeUnit.SECONDS)).isEqualTo("written c");
        assertThat(first.get(SOON_SECONDS, TimeUnit.SECONDS)).isEqualTo("written a");
        assertThatThrownBy(() -> late.get(SOON_SECONDS, TimeUnit.SECONDS)).cause()
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.problem().status()).isEqualTo(504));
    }

    private GroupCommit<String, String> commits(Limits limits) {
        return new GroupCommit<>("test", VERTX, database::commit, String::length, TimeoutException.class::isInstance, limits,
                new SimpleMeterRegistry());
    }

    private static CompletableFuture<String> join(GroupCommit<String, String> commits, String item) {
        return commits.join(item).subscribeAsCompletionStage();
    }

    private static List<CompletableFuture<String>> join(GroupCommit<String, String> commits, List<String> items) {
        return items.stream().map(item -> join(commits, item)).toList();
    }

    private static List<String> all(List<CompletableFuture<String>> answers) throws Exception {
        List<String> results = new ArrayList<>();
        for (CompletableFuture<String> answer : answers) {
            results.add(answer.get(SOON_SECONDS, TimeUnit.SECONDS));
        }
        return results;
    }

    /// Answers when the test says so.
    private static final class Database {

        private final LinkedBlockingQueue<Group> groups = new LinkedBlockingQueue<>();
        private volatile @Nullable String poison;
        private volatile int statements;

        Uni<List<String>> commit(List<String> items) {
            statements++;
            String bad = poison;
            if (bad != null) {
                return items.contains(bad)
                        ? Uni.createFrom().failure(new IllegalStateException("no " + bad))
                        : Uni.createFrom().item(items.stream().map(item -> "written " + item).toList());
            }
            return Uni.createFrom().emitter(emitter -> groups.add(new Group(items, emitter)));
        }

        Group next() throws InterruptedException {
            Group group = groups.poll(SOON_SECONDS, TimeUnit.SECONDS);
            assertThat(group).as("a commit within %d s", SOON_SECONDS).isNotNull();
            return group;
        }

        /// From now on answers by itself, and refuses each group with `item`.
        void answerAlone(String item) {
            poison = item;
        }

        int statements() {
            return statements;
        }
    }

    private record Group(List<String> items, UniEmitter<? super List<String>> emitter) {

        void succeed() {
            emitter.complete(items.stream().map(item -> "written " + item).toList());
        }

        void fail(Throwable failure) {
            emitter.fail(failure);
        }
    }

    private record Limits(int items, int weight, int waiting, Duration patience) implements GroupCommitConfig {}
}
