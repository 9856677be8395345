package dev.groundswell.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// A child's log file: bounded at start, quoted on failure.
public final class Log {
    /// A log above this is put aside as `<name>.log.1` when its child starts: room for about a day of INFO, two files at most.
    private static final long MOST_BYTES = 20L << 20;
    private static final int TAIL_LINES = 15;
    private static final int TAIL_BYTES = 8192;

    private Log() {}

    /// The last lines behind a line break, each indented, or an empty string when there is nothing to show.
    public static String tail(Path log) {
        if (!Files.isReadable(log)) {
            return "";
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - TAIL_BYTES));
            byte[] end = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(end);
            List<String> lines = new String(end, StandardCharsets.UTF_8).lines().toList();
            List<String> last = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
            return last.isEmpty() ? "" : "\n  end of " + log + ":\n    " + String.join("\n    ", last);
        } catch (IOException e) {
            return "\n  (" + log + " cannot be read: " + e.getMessage() + ")";
        }
    }

    static void makeRoom(Path log) throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        if (Files.exists(log) && Files.size(log) > MOST_BYTES) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
