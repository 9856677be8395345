package dev.groundswell.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Remembers in a file which processes a run started, so that the next run in the same folder waits until they are gone: after a
/// SIGKILL of the supervisor its children need some moments to stop, and two servers in one data folder would spoil it.
/// A process is known by pid and start time, never by pid alone: numbers are used again.
public final class Leftovers {
    /// Longer than the longest grace a child has.
    private static final Duration BOUND = Duration.ofSeconds(40);

    private final Path file;

    public Leftovers(Path file) {
        this.file = file;
    }

    /// Whether this very process still runs. The operating system's clock may be corrected in between, hence the tolerance.
    public static Optional<ProcessHandle> alive(long pid, long startedAtMillis) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info().startInstant().map(Instant::toEpochMilli)
                        .map(started -> Math.abs(started - startedAtMillis) <= 2000).orElse(false));
    }

    void add(Child child) throws IOException {
        Instant startedAt = child.startedAt();
        if (startedAt != null) {
            Files.writeString(file, child.pid() + " " + startedAt.toEpochMilli() + " " + child.name() + "\n", StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    /// Returns when none of the former run's processes is left; what does not go by itself is killed. The caller holds the folder's lock.
    public void clear() {
        try {
            List<ProcessHandle> left = Files.exists(file)
                    ? Files.readAllLines(file).stream().flatMap(line -> process(line).stream()).toList()
                    : List.of();
            if (!Waiting.until(BOUND, () -> left.stream().noneMatch(ProcessHandle::isAlive))) {
                left.forEach(ProcessHandle::destroyForcibly);
                if (!Waiting.until(BOUND, () -> left.stream().noneMatch(ProcessHandle::isAlive))) {
                    throw new LaunchException("processes of a former run do not end: " + left);
                }
            }
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new LaunchException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("interrupted while waiting for a former run to end");
        }
    }

    private static Optional<ProcessHandle> process(String line) {
        String[] words = line.split(" ", -1);
        try {
            return words.length == 3 ? alive(Long.parseLong(words[0]), Long.parseLong(words[1])) : Optional.empty();
        } catch (NumberFormatException halfWritten) {
            return Optional.empty();
        }
    }
}
