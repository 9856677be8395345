package dev.groundswell.local.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.groundswell.local.command.UsageException;
import dev.groundswell.local.home.Home;
import dev.groundswell.local.home.Project;
import dev.groundswell.local.process.LaunchException;

class ResetCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    @TempDir
    Path folder;

    @Test
    void deletesWhatASuiteHasMade() throws IOException {
        Home home = new Home(folder.resolve("suite")).create();
        Files.writeString(Files.createDirectory(home.logs()).resolve("kafka.log"), "a line");

        assertThat(reset(home.dir())).isZero();

        assertThat(home.dir()).doesNotExist();
    }

    @Test
    void deletesWhatAnOlderVersionHasMade() throws IOException {
        Files.createFile(folder.resolve("lock"));
        Files.createDirectory(folder.resolve("keys"));

        assertThat(reset(folder)).isZero();
    }

    @Test
    void leavesAFolderAloneThatNoSuiteHasMade() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "years of work");

        assertThatThrownBy(() -> reset(folder)).isInstanceOf(UsageException.class).hasMessageContaining(folder.toString());

        assertThat(names()).containsExactly("thesis.txt");
    }

    @Test
    void leavesSomebodysFilesAloneAlthoughASuiteRanBesideThem() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "years of work");
        Home home = new Home(folder).create();
        assertThat(home.tryLock()).isPresent();
        Files.createDirectory(home.keys());

        assertThatThrownBy(() -> reset(folder)).isInstanceOf(UsageException.class);

        assertThat(names()).containsExactly("keys", "lock", "thesis.txt");
    }

    @Test
    void leavesTheProjectAndWhatIsAboveItAlone() {
        for (Path dir = Project.find().root(); dir != null; dir = dir.getParent()) {
            Path one = dir;
            assertThatThrownBy(() -> reset(one)).isInstanceOf(UsageException.class).hasMessageContaining("the project");
        }
    }

    @Test
    void leavesARunningSuiteAlone() {
        Home home = new Home(folder).create();
        var lock = home.tryLock().orElseThrow();

        assertThatThrownBy(() -> reset(folder)).isInstanceOf(LaunchException.class).hasMessageContaining("./dev down first");

        assertThat(lock.isValid()).isTrue();
    }

    private int reset(Path dir) throws IOException {
        return new ResetCommand(new PrintStream(out, true, StandardCharsets.UTF_8)).run(List.of("--dir", dir.toString()));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(one -> String.valueOf(one.getFileName())).sorted().toList();
        }
    }
}
