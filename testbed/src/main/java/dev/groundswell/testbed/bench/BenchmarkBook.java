package dev.groundswell.testbed.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/// `docs/reference/benchmarks.md`: its last section is a table, and each comparison becomes its next row.
record BenchmarkBook(Path file) {
    private static final int COLUMNS = 7;

    /// One comparison as it is kept.
    ///
    /// @param figures of each contestant, medians
    /// @param ratio with its range
    /// @param shape rounds, seconds, connections
    record Row(LocalDate date, String entry, String figures, String ratio, String shape, String versions, String machine) {
        private String line() {
            List<String> cells = List.of(date.toString(), "`" + entry + "`", figures, ratio, shape, versions, machine);
            return cells.stream().map(cell -> cell.replace("|", "\\|").replace('\n', ' ')).collect(Collectors.joining(" | ", "| ", " |\n"));
        }
    }

    /// Appends the row. Fails with [BenchException], the file unchanged, when the file does not end in the table.
    void append(Row row) throws IOException {
        String text = Files.exists(file) ? Files.readString(file) : "";
        String last = text.stripTrailing();
        last = last.substring(last.lastIndexOf('\n') + 1);
        if (!last.startsWith("|") || last.replace("\\|", "").chars().filter(c -> c == '|').count() != COLUMNS + 1) {
            throw new BenchException(file + " does not end in the table of results, whose rows have " + COLUMNS
                    + " columns; this one would have been appended:\n" + row.line());
        }
        Files.write(file, ((text.endsWith("\n") ? "" : "\n") + row.line()).getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
    }
}
