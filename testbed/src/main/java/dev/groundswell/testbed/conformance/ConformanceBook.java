package dev.groundswell.testbed.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

import dev.groundswell.testbed.book.Book;

/// `docs/reference/conformance.md`: each complete run becomes the next row of its table.
record ConformanceBook(Path file) {
    private static final int COLUMNS = 5;

    /// Appends the score. Fails with `BookException`, the file unchanged, when the file does not end in the table.
    ///
    /// @param suite the commit of the suite
    /// @param commit ours
    void append(LocalDate date, String suite, Score score, String commit) throws IOException {
        new Book(file, COLUMNS).append(List.of(date.toString(), suite, score.ratio(Kind.REQUIRED), score.ratio(Kind.OPTIMAL), commit));
    }
}
