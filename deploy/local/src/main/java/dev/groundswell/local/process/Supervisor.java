package dev.groundswell.local.process;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import dev.groundswell.local.console.Progress;

/// The life of one launcher process: it holds a folder's lock, starts children, waits until one of them dies that is not kept, or somebody
/// asks for the end, and stops all of them, whichever way the end comes. Used once.
public final class Supervisor {
    /// Held by this reference: a lock nobody refers to is collected, its file closed and the folder free for another run.
    private final FileLock lock;
    private final Children children;
    private final Progress progress;
    private final CompletableFuture<Integer> end = new CompletableFuture<>();
    private final Runnable afterwards;
    private volatile boolean signalled;
    private boolean stopped;

    private Supervisor(FileLock lock, Children children, Runnable afterwards, Progress progress) {
        this.lock = lock;
        this.children = children;
        this.afterwards = afterwards;
        this.progress = progress;
    }

    /// What the supervisor is there for: returns when all is ready.
    @FunctionalInterface
    public interface Work {
        void start(Children children) throws Exception;
    }

    /// Takes the folder, waiting for leftovers of a killed run. Fails with [LaunchException] when another supervisor holds it.
    ///
    /// @param afterwards done when every child is gone, unless this process is killed
    public static Supervisor enter(Path folder, Path processes, Supplier<Optional<FileLock>> lock, Runnable afterwards, Progress progress) {
        FileLock held = lock.get().orElseThrow(() -> new LaunchException("another run holds " + folder));
        Leftovers leftovers = new Leftovers(processes);
        leftovers.clear();
        return new Supervisor(held, new Children(leftovers), afterwards, progress);
    }

    /// Runs until the end and returns the exit code: 0 when standard input asked for it, 1 when something failed or died. A signal ends
    /// the process from within, after all children are gone.
    ///
    /// @param attached whether the end of standard input asks for the end: for a launcher that a test holds by its pipe
    public int run(boolean attached, Work work) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(this::stopOnSignal));
        if (attached) {
            Thread.ofPlatform().daemon().name("stdin").start(this::awaitEndOfInput);
        }
        var watched = children.firstDeath().thenAccept(this::died);
        Thread.ofPlatform().daemon().name("start").start(() -> start(work));
        int code = end.join();
        watched.cancel(false);
        stopOnce();
        return code;
    }

    private void start(Work work) {
        try {
            work.start(children);
        } catch (Exception e) {
            finish(1, e instanceof LaunchException ? String.valueOf(e.getMessage()) : "unexpected: " + e);
        }
    }

    private void died(Child child) {
        finish(1, child.name() + " (pid " + child.pid() + ") died with exit code " + child.ended().join() + ", stopping all"
                + child.logTail());
    }

    private void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // only the end matters
            }
        } catch (IOException brokenPipe) {
            // an end like any other
        }
        end.complete(0);
    }

    /// Whoever comes second, the end of [#run] or a signal, returns when the first has stopped all: the JVM halts as soon as the signal's
    /// hook returns.
    private synchronized void stopOnce() {
        if (!stopped) {
            stopped = true;
            children.stop();
            leave();
        }
    }

    private void leave() {
        afterwards.run();
        try {
            lock.release();
        } catch (IOException closed) {
            // the end of this process releases it in any case
        }
    }

    /// The first reason is the one told: what follows from it, such as waits for children that were stopped, is not.
    private void finish(int code, String reason) {
        if (!signalled && !end.isDone()) {
            synchronized (end) {
                if (!end.isDone()) {
                    progress.say("error: " + reason);
                    end.complete(code);
                }
            }
        }
    }

    private void stopOnSignal() {
        if (end.isDone()) {
            stopOnce();
            return;
        }
        signalled = true;
        progress.step("suite", "stopping");
        stopOnce();
        progress.step("suite", "stopped");
    }
}
