package dev.groundswell.local.jobs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.groundswell.local.command.UsageException;
import dev.groundswell.local.process.LaunchException;

class JobsCommandTest {
    private final JobsCommand command = new JobsCommand(new PrintStream(new ByteArrayOutputStream()));
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            list            | jobs knows run, not list
            --force         | unknown option --force
            run             | jobs run needs the name of a job: ./dev jobs lists them
            run a b         | jobs run needs the name of a job: ./dev jobs lists them
            run a --limit 3 | unknown option --limit
            """)
    void wrongWordsAreTold(String words, String told) {
        assertThatThrownBy(() -> command.run(List.of(words.split(" ", -1)))).isInstanceOf(UsageException.class)
                .hasMessageStartingWith(told);
    }

    @ParameterizedTest
    @CsvSource({"--json", "run rates"})
    void withoutASuiteThereIsNothingToAsk(String words) {
        assertThatThrownBy(() -> command.run(List.of((words + " --dir " + folder).split(" ", -1)))).isInstanceOf(LaunchException.class)
                .hasMessage("nothing is running in " + folder + ": ./dev up starts it");
    }
}
