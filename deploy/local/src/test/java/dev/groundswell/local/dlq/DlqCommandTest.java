package dev.groundswell.local.dlq;

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

class DlqCommandTest {
    private final DlqCommand command = new DlqCommand(new PrintStream(new ByteArrayOutputStream()));
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                   | dlq needs list or replay
            bury                                 | dlq knows list and replay, not bury
            list a b                             | unexpected argument b
            list --limit 3                       | unknown option --limit
            replay                               | dlq replay needs one dead-letter topic: ./dev dlq list names them
            replay a b                           | dlq replay needs one dead-letter topic: ./dev dlq list names them
            replay a --limit 0                   | --limit must be a whole number from 1
            replay a --offset -1                 | --offset must be a whole number from 0
            replay a --offset 3 --limit 2        | --offset is one letter, so --limit says nothing
            """)
    void wrongWordsAreTold(String words, String told) {
        assertThatThrownBy(() -> command.run(words.isEmpty() ? List.of() : List.of(words.split(" ", -1))))
                .isInstanceOf(UsageException.class).hasMessageStartingWith(told);
    }

    @ParameterizedTest
    @CsvSource({"list", "replay a.b.dlq"})
    void withoutASuiteThereIsNothingToAsk(String words) {
        assertThatThrownBy(() -> command.run(List.of((words + " --dir " + folder).split(" ", -1)))).isInstanceOf(LaunchException.class)
                .hasMessage("nothing is running in " + folder + ": ./dev up starts it");
    }
}
