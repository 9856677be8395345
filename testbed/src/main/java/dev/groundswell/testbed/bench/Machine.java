package dev.groundswell.testbed.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import com.sun.management.OperatingSystemMXBean;

/// The machine and the Java that figures belong to.
final class Machine {
    private Machine() {}

    /// `Intel(R) Xeon(R) Processor, 2 cores, 24 GiB`
    static String words() {
        long memory = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
        return String.format(Locale.ROOT, "%s, %d cores, %d GiB", processor(), Runtime.getRuntime().availableProcessors(),
                Math.round(memory / (double) (1L << 30)));
    }

    static String java() {
        return "JDK " + Runtime.version().feature() + "." + Runtime.version().interim() + "." + Runtime.version().update();
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream().filter(line -> line.startsWith("model name")).findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse(System.getProperty("os.arch", "unknown"));
        } catch (IOException notLinux) {
            return System.getProperty("os.name", "") + " " + System.getProperty("os.arch", "");
        }
    }
}
