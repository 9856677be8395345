package dev.groundswell.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.groundswell.local.console.Progress;

class ChildrenTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private Children children;

    @BeforeEach
    void enter() {
        children = new Children(new Leftovers(folder.resolve("processes")));
    }

    @AfterEach
    void leave() {
        children.stop();
    }

    @Test
    void stopsAChildThatListens() {
        Child child = children.start(shell("listens", "exec sleep 600", 5));
        assertThat(child.isAlive()).isTrue();

        children.stop();

        assertThat(gone(child)).isTrue();
    }

    @Test
    void killsAChildThatDoesNotListen() {
        Child child = children.start(shell("deaf", "trap '' TERM; echo deaf; while :; do sleep 0.1; done", 1));
        await().until(() -> Files.readString(child.log()).contains("deaf"));

        children.stop();

        assertThat(gone(child)).isTrue();
    }

    @Test
    void tellsWhoDiedFirstAndWithWhichCode() throws Exception {
        Child steady = children.start(shell("steady", "exec sleep 600", 5));
        Child brief = children.start(shell("brief", "echo last words; exit 7", 5));

        assertThat(children.firstDeath().get(10, TimeUnit.SECONDS)).isSameAs(brief);
        assertThat(brief.ended().get(1, TimeUnit.SECONDS)).isEqualTo(7);
        assertThat(brief.logTail()).contains("last words");
        assertThat(steady.isAlive()).isTrue();
    }

    @Test
    void stopsHigherRanksFirst() throws Exception {
        Path order = folder.resolve("order");
        for (int rank : List.of(ChildSpec.PRIMARY, ChildSpec.SERVICE, ChildSpec.PART)) {
            String script = "trap 'echo " + rank + " >> " + order + "; exit 0' TERM; echo set; while :; do sleep 0.05; done";
            Child child = children.start(new ChildSpec("rank-" + rank, rank, List.of("sh", "-c", script), Map.of(),
                    folder.resolve(rank + ".log"), "TERM", Duration.ofSeconds(5)));
            await().until(() -> Files.readString(child.log()).contains("set"));
        }

        children.stop();

        assertThat(Files.readAllLines(order)).containsExactly("2", "1", "0");
    }

    @Test
    void startsNothingOnceStoppingHasBegun() {
        children.stop();

        assertThatThrownBy(() -> children.start(shell("late", "exec sleep 600", 1))).isInstanceOf(LaunchException.class)
                .hasMessageContaining("late");
    }

    @Test
    void aChildIsInASessionOfItsOwn() throws Exception {
        Child child = children.start(shell("session", "exec sleep 600", 1));

        assertThat(session(child.pid())).isNotEqualTo(session(ProcessHandle.current().pid()));
    }

    @Tag("long")
    @Test
    void aKilledLifelineDoesNotLeaveItsChildBehind() throws Exception {
        Child child = children.start(shell("orphan", "exec sleep 600", 5));
        ProcessHandle lifeline = ProcessHandle.of(child.pid()).orElseThrow().parent().orElseThrow();

        assertThat(lifeline.destroyForcibly()).isTrue();

        assertThat(children.firstDeath().get(10, TimeUnit.SECONDS)).isSameAs(child);
        children.stop();
        assertThat(gone(child)).isTrue();
    }

    @Test
    void startsAKeptChildAgainInItsPlace() throws Exception {
        Child kept = children.start(shell("kept", "exec sleep 600", 5));
        Child other = children.start(shell("other", "exec sleep 600", 5));
        BlockingQueue<Child> again = keep(kept);

        kill(kept);

        Child second = again.take();
        assertThat(second.pid()).isNotEqualTo(kept.pid());
        assertThat(children.all()).containsExactly(second, other);
        assertThat(told.toString(StandardCharsets.UTF_8)).contains("kept", "(pid " + kept.pid() + ") died with exit code 137");
        assertThat(children.firstDeath()).isNotDone();
        kill(second);
        assertThat(again.take().isAlive()).isTrue();
    }

    @Test
    void aDeathBesideAKeptChildIsStillTold() throws Exception {
        var _ = keep(children.start(shell("kept", "exec sleep 600", 5)));
        Child part = children.start(shell("part", "exec sleep 600", 5));

        kill(part);

        assertThat(children.firstDeath().get(10, TimeUnit.SECONDS)).isSameAs(part);
    }

    @Test
    void theLostChildOfAKilledLifelineIsGoneBeforeTheNextStarts() throws Exception {
        Child kept = children.start(shell("kept", "trap '' TERM; echo deaf; while :; do sleep 0.1; done", 1));
        await().until(() -> Files.readString(kept.log()).contains("deaf"));
        BlockingQueue<Child> again = keep(kept);

        assertThat(ProcessHandle.of(kept.pid()).orElseThrow().parent().orElseThrow().destroyForcibly()).isTrue();

        assertThat(again.take().isAlive()).isTrue();
        assertThat(gone(kept)).isTrue();
    }

    /// Dies as fast as it is started: whatever the stop meets, a pause, a start or a life of some milliseconds, nothing may be left.
    @Test
    void stopsWhileAChildIsStartedAgain() throws Exception {
        Path pids = folder.resolve("pids");
        BlockingQueue<Child> again = keep(children.start(shell("brief", "echo $$ >> " + pids + "; exec sleep 0.05", 5)));
        again.take();
        Child late = children.start(shell("late", "exec sleep 600", 5));
        BlockingQueue<Child> lateAgain = keep(late);
        kill(late);

        children.stop();

        assertThat(children.all()).allMatch(ChildrenTest::gone);
        assertThat(lateAgain).allMatch(ChildrenTest::gone);
        assertThat(Files.readAllLines(pids)).isNotEmpty()
                .noneMatch(pid -> ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isPresent());
    }

    private BlockingQueue<Child> keep(Child child) {
        BlockingQueue<Child> again = new LinkedBlockingQueue<>();
        children.keep(child, new Progress(new PrintStream(told, true, StandardCharsets.UTF_8)), again::add);
        return again;
    }

    private static void kill(Child child) {
        assertThat(ProcessHandle.of(child.pid()).orElseThrow().destroyForcibly()).isTrue();
    }

    private ChildSpec shell(String name, String script, int graceSeconds) {
        return new ChildSpec(name, ChildSpec.PART, List.of("sh", "-c", script), Map.of(), folder.resolve(name + ".log"), "TERM",
                Duration.ofSeconds(graceSeconds));
    }

    private static String session(long pid) throws Exception {
        Process ps = new ProcessBuilder("ps", "-o", "sess=", "-p", Long.toString(pid)).start();
        return new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    }

    private static boolean gone(Child child) {
        return ProcessHandle.of(child.pid()).filter(ProcessHandle::isAlive).isEmpty();
    }
}
