package dev.groundswell.testbed.book;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;

/// A page whose last section is a table of results, to which rows are appended. Immutable.
///
/// @param columns of its table
public record Book(Path file, int columns) {
    /// Appends a row of these cells. Fails with [BookException], the file unchanged, when the file does not end in the table.
    public void append(List<String> cells) throws IOException {
        String row = cells.stream().map(cell -> cell.replace("|", "\\|").replace('\n', ' '))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
        String text = Files.exists(file) ? Files.readString(file) : "";
        String last = text.stripTrailing();
        last = last.substring(last.lastIndexOf('\n') + 1);
        if (!last.startsWith("|") || last.replace("\\|", "").chars().filter(c -> c == '|').count() != columns + 1) {
            throw new BookException(file + " does not end in the table of results, whose rows have " + columns
                    + " columns; this one would have been appended:\n" + row);
        }
        Files.write(file, ((text.endsWith("\n") ? "" : "\n") + row).getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
    }
}
