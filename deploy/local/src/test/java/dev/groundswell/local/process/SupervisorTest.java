package dev.groundswell.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.groundswell.local.console.Progress;

class SupervisorTest {
    @TempDir
    Path folder;

    @Test
    void aSignalWaitsForTheStopThatADeathHasBegun() throws Exception {
        Process supervisor = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), OneDies.class.getName(), folder.toString()).redirectErrorStream(true).start();
        try (BufferedReader told = supervisor.inputReader()) {
            String line = told.readLine();
            while (line != null && !line.contains("stopping all")) {
                line = told.readLine();
            }
            assertThat(line).contains("brief");

            supervisor.destroy();

            assertThat(supervisor.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(folder.resolve("slow-has-stopped")).exists();
            assertThat(Files.readAllLines(folder.resolve("afterwards"))).containsExactly("done");
        } finally {
            supervisor.destroyForcibly();
        }
    }

    /// A supervisor of one child that dies and one that takes its time to stop.
    static final class OneDies {
        private OneDies() {}

        public static void main(String[] arguments) {
            Path folder = Path.of(arguments[0]);
            Supervisor supervisor = Supervisor.enter(folder, folder.resolve("processes"), () -> lock(folder), () -> append(folder),
                    new Progress(System.out));
            System.exit(supervisor.run(false, children -> {
                Child slow = children.start(shell(folder, "slow",
                        "trap 'sleep 2; touch " + folder.resolve("slow-has-stopped")
                                + "; exit 0' TERM; echo set; while :; do sleep 0.05; done"));
                Waiting.untilReady(slow, Duration.ofSeconds(10), "its trap", () -> Files.readString(slow.log()).contains("set"));
                var _ = children.start(shell(folder, "brief", "exit 7"));
            }));
        }

        private static ChildSpec shell(Path folder, String name, String script) {
            return new ChildSpec(name, ChildSpec.PART, List.of("sh", "-c", script), Map.of(), folder.resolve(name + ".log"), "TERM",
                    Duration.ofSeconds(10));
        }

        private static Optional<java.nio.channels.FileLock> lock(Path folder) {
            try {
                return Optional.ofNullable(
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE).tryLock());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void append(Path folder) {
            try {
                Files.writeString(folder.resolve("afterwards"), "done\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
