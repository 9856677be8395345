package dev.groundswell.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

import dev.groundswell.local.console.Progress;

/// Chooses the ports of one run. A number is handed out once, although nobody listens on it yet. Thread-safe.
public final class Ports {
    /// Below the range from which operating systems take the ports of outgoing connections, so that none of those gets in between.
    private static final int RANDOM_FROM = 20_000;
    private static final int RANDOM_TO = 32_000;

    private final boolean random;
    private final Map<String, Integer> wished;
    private final Progress progress;
    private final RandomGenerator dice;
    private final Set<Integer> given = new HashSet<>();

    private Ports(boolean random, Map<String, Integer> wished, Progress progress, RandomGenerator dice) {
        this.random = random;
        this.wished = Map.copyOf(wished);
        this.progress = progress;
        this.dice = dice;
    }

    /// Free ports, whatever they are: suites of tests run side by side.
    public static Ports random(Progress progress) {
        return random(Map.of(), progress);
    }

    /// Free ports but for the wished ones.
    public static Ports random(Map<String, Integer> wished, Progress progress) {
        return new Ports(true, wished, progress, RandomGenerator.getDefault());
    }

    /// The usual ports, or the wished ones by name; a taken one is replaced by a free one, and that is said.
    public static Ports usual(Map<String, Integer> wished, Progress progress) {
        return new Ports(false, wished, progress, RandomGenerator.getDefault());
    }

    /// The port for this name; a usual port of 0 means that any will do.
    public synchronized int choose(String name, int usual) {
        Integer wish = wished.get(name);
        if (wish == null && (random || usual == 0)) {
            return free();
        }
        int port = wish == null ? usual : wish;
        if (given.add(port)) {
            if (isFree(port)) {
                return port;
            }
        }
        int other = free();
        progress.step(name, "port " + port + " is taken: using " + other);
        return other;
    }

    private int free() {
        for (int tries = 0; tries < 1000; tries++) {
            int port = dice.nextInt(RANDOM_FROM, RANDOM_TO);
            if (given.add(port) && isFree(port)) {
                return port;
            }
        }
        throw new LaunchException("no free port between " + RANDOM_FROM + " and " + RANDOM_TO);
    }

    /// Asks for every address and for the loopback one: each alone misses some listeners on some systems.
    private static boolean isFree(int port) {
        return binds(new InetSocketAddress(port)) && binds(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private static boolean binds(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
