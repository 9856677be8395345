package dev.groundswell.testbed.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

import dev.groundswell.testbed.book.Book;

/// `docs/reference/benchmarks.md`: each comparison becomes the next row of its table.
record BenchmarkBook(Path file) {
    private static final int COLUMNS = 7;

    /// One comparison as it is kept.
    ///
    /// @param figures of each contestant, medians
    /// @param ratio with its range
    /// @param shape rounds, seconds, connections
    record Row(LocalDate date, String entry, String figures, String ratio, String shape, String versions, String machine) {
        private List<String> cells() {
            return List.of(date.toString(), "`" + entry + "`", figures, ratio, shape, versions, machine);
        }
    }

    /// Appends the row. Fails with `BookException`, the file unchanged, when the file does not end in the table.
    void append(Row row) throws IOException {
        new Book(file, COLUMNS).append(row.cells());
    }
}
