package dev.groundswell.local.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/// A running child process on its lifeline. Thread-safe; ends with the supervisor.
public final class Child {
    /// A killed process needs a moment to go, more of it on a busy machine.
    private static final Duration KILL_BOUND = Duration.ofSeconds(5);

    private final ChildSpec spec;
    private final Process lifeline;
    private final ProcessHandle self;

    private Child(ChildSpec spec, Process lifeline, ProcessHandle self) {
        this.spec = spec;
        this.lifeline = lifeline;
        this.self = self;
    }

    /// Returns as soon as the process exists; whether it works is for its room to find out.
    static Child start(ChildSpec spec) {
        try {
            Log.makeRoom(spec.log());
            ProcessBuilder builder = new ProcessBuilder(Lifeline.around(spec));
            builder.environment().putAll(spec.environment());
            builder.redirectError(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
            Process lifeline = builder.start();
            // Not closed: closing the reader may close the pipe before the shell has moved its output away.
            BufferedReader answer = new BufferedReader(new InputStreamReader(lifeline.getInputStream(), StandardCharsets.US_ASCII));
            String pid = answer.readLine();
            if (pid == null) {
                throw new LaunchException(spec.name() + " could not be started" + Log.tail(spec.log()));
            }
            // A child that is gone already is represented by its lifeline, which ends with the same code.
            return new Child(spec, lifeline, ProcessHandle.of(Long.parseLong(pid.strip())).orElse(lifeline.toHandle()));
        } catch (IOException e) {
            throw new LaunchException(spec.name() + " could not be started: " + e.getMessage(), e);
        }
    }

    public String name() {
        return spec.name();
    }

    /// What it was started from, and can be again.
    ChildSpec spec() {
        return spec;
    }

    public int rank() {
        return spec.rank();
    }

    public long pid() {
        return self.pid();
    }

    public Path log() {
        return spec.log();
    }

    /// When the operating system says it began: together with the pid it names this process and no later one.
    public @Nullable Instant startedAt() {
        return self.info().startInstant().orElse(null);
    }

    public boolean isAlive() {
        return lifeline.isAlive();
    }

    /// Completes with the exit code when the child, or its lifeline, has ended.
    public CompletableFuture<Integer> ended() {
        return lifeline.onExit().thenApply(Process::exitValue);
    }

    /// The last lines of the log, indented, for a message to a person.
    public String logTail() {
        return Log.tail(spec.log());
    }

    /// Asks the child to end and waits until it has, the lifeline killing it after its grace.
    void stop() {
        try {
            lifeline.getOutputStream().close();
        } catch (IOException brokenPipe) {
            // the lifeline is gone already, and its watcher has seen the end of file
        }
        try {
            Duration bound = spec.grace().plusSeconds(5);
            boolean lifelineEnded = lifeline.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
            if (!Waiting.until(lifelineEnded ? bound : Duration.ZERO, this::isGone)) {
                var _ = self.destroyForcibly();
                var _ = lifeline.destroyForcibly();
                var _ = Waiting.until(KILL_BOUND, this::isGone);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isGone() {
        return !self.isAlive() && !lifeline.isAlive();
    }
}
