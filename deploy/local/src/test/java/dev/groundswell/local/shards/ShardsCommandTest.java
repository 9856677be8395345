package dev.groundswell.local.shards;

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

class ShardsCommandTest {
    private final ShardsCommand command = new ShardsCommand(new PrintStream(new ByteArrayOutputStream()));
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                   | shards needs status, add, move or split
            merge                                | shards knows status, add, move and split, not merge
            status orders_0                      | unexpected argument orders_0
            add                                  | add needs a name
            add orders                           | a shard's name must read like orders_2, was orders
            add orders_2 --url http://x/y        | --url must read like postgresql://host:5432/orders_2, was http://x/y
            move --to orders_1                   | move needs slots
            move 0-9                             | move needs --to and a shard's name
            move 0-960 --to orders_1             | slots must read like 0-99,480 and lie in 0-959, was 0-960
            move 0 --to orders_1 --group 0       | --group must be a whole number from 1 to 960, was 0
            move 0-9 --resume                    | --resume goes on with what was begun
            split --to orders_2                  | split needs a shard
            split orders_0                       | split needs --to and a shard's name
            split orders_0 --to orders_0         | split moves half of orders_0 to another shard, not to itself
            split orders_0 --to shard            | a shard's name must read like orders_2, was shard
            """)
    void wrongWordsAreTold(String words, String told) {
        assertThatThrownBy(() -> command.run(words.isEmpty() ? List.of() : List.of(words.split(" ", -1))))
                .isInstanceOf(UsageException.class).hasMessageStartingWith(told);
    }

    @ParameterizedTest
    @CsvSource({"status", "move 0 --to orders_1", "move --resume", "add orders_2", "split orders_0 --to orders_2"})
    void withoutASuiteThereIsNothingToMove(String words) {
        assertThatThrownBy(() -> command.run(List.of((words + " --dir " + folder).split(" ", -1)))).isInstanceOf(LaunchException.class)
                .hasMessage("nothing is running in " + folder + ": ./dev up starts it");
    }
}
