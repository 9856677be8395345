package dev.groundswell.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolTest {
    private static final Duration BOUND = Duration.ofSeconds(20);
    @TempDir
    Path folder;

    @Test
    void readsItsInputAndWritesItsLog() {
        Tool.run("cat", List.of("cat"), "two\nlines\n", log(), BOUND);

        assertThat(log()).hasContent("two\nlines\n");
    }

    @Test
    void aFailureIsToldWithItsCodeAndTheLog() {
        assertThatThrownBy(() -> Tool.run("a tool", List.of("sh", "-c", "echo why; exit 3"), "", log(), BOUND))
                .isInstanceOf(LaunchException.class).hasMessageContaining("a tool failed with exit code 3").hasMessageContaining("why");
    }

    @Test
    void whatTakesTooLongIsStopped() throws Exception {
        assertThatThrownBy(
                () -> Tool.run("slow", List.of("sh", "-c", "echo $$; exec sleep 600"), "", log(), Duration.ofSeconds(1)))
                .isInstanceOf(LaunchException.class).hasMessageContaining("took more than 1 s");

        assertThat(ProcessHandle.of(pid())).isEmpty();
    }

    @Test
    void nothingIsLeftWhenTheLauncherIsKilled() throws Exception {
        Process launcher = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Sleeps.class.getName(), log().toString()).start();
        await().atMost(BOUND).until(() -> Files.exists(log()) && Files.readString(log()).endsWith("\n"));
        ProcessHandle tool = ProcessHandle.of(pid()).orElseThrow();

        assertThat(launcher.destroyForcibly().waitFor()).isNotZero();

        await().atMost(BOUND).until(() -> !tool.isAlive());
    }

    private long pid() throws Exception {
        return Long.parseLong(Files.readAllLines(log()).getFirst());
    }

    private Path log() {
        return folder.resolve("tool.log");
    }

    /// A launcher in the midst of a tool.
    static final class Sleeps {
        private Sleeps() {}

        public static void main(String[] arguments) {
            Tool.run("sleeps", List.of("sh", "-c", "echo $$; exec sleep 60"), "", Path.of(arguments[0]), BOUND);
        }
    }
}
