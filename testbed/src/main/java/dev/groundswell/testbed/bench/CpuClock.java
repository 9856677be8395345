package dev.groundswell.testbed.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// CPU seconds that processes have used, children that have ended included, as Linux counts them in hundredths. Elsewhere it knows nothing and says 0.
final class CpuClock {
    private static final double TICKS_PER_SECOND = 100;

    private CpuClock() {}

    /// Of a process, its ended children, and its living descendants with theirs.
    static double ofTree(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants()).mapToDouble(one -> own(one.pid()) + ended(one.pid())).sum();
    }

    /// Of this process alone.
    static double ofThis() {
        return own(ProcessHandle.current().pid());
    }

    /// Of this process's children that have ended.
    static double ofEndedChildren() {
        return ended(ProcessHandle.current().pid());
    }

    private static double own(long pid) {
        return fields(pid, 14, 15);
    }

    private static double ended(long pid) {
        return fields(pid, 16, 17);
    }

    private static double fields(long pid, int first, int second) {
        Path stat = Path.of("/proc/" + pid + "/stat");
        try {
            String line = Files.readString(stat);
            // The second field is the program's name in brackets, which may hold spaces; the third follows it.
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            return (Long.parseLong(fields[first - 3]) + Long.parseLong(fields[second - 3])) / TICKS_PER_SECOND;
        } catch (IOException ended) {
            return 0;
        }
    }
}
