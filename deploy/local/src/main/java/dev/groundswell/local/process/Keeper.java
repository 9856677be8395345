package dev.groundswell.local.process;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

import dev.groundswell.local.console.Progress;

/// Starts one child again whenever it dies by itself, until it is interrupted or no child may be started any more. A thread's work.
final class Keeper implements Runnable {
    private final Children children;
    private final Progress progress;
    private final Consumer<Child> startedAgain;
    private final BackOff backOff = new BackOff();
    private Child child;

    Keeper(Children children, Child child, Progress progress, Consumer<Child> startedAgain) {
        this.children = children;
        this.child = child;
        this.progress = progress;
        this.startedAgain = startedAgain;
    }

    @Override
    public void run() {
        try {
            long startedAt = System.nanoTime();
            while (true) {
                int code = child.ended().get();
                if (children.isStopping()) {
                    return;
                }
                Duration pause = backOff.after(Duration.ofNanos(System.nanoTime() - startedAt));
                progress.step(child.name(), "(pid " + child.pid() + ") died with exit code " + code + ", starting it again"
                        + (pause.isZero() ? "" : " in " + pause.toSeconds() + " s"));
                Thread.sleep(pause);
                // Whoever killed only the lifeline left the child to it: two of a name would share one port.
                child.stop();
                startAgain();
                startedAt = System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of a process cannot fail", e);
        }
    }

    /// When it does not work the dead child is found dead again, and the next pause is longer.
    private void startAgain() {
        try {
            child = children.replace(child);
            startedAgain.accept(child);
        } catch (LaunchException e) {
            if (!children.isStopping()) {
                progress.step(child.name(), String.valueOf(e.getMessage()));
            }
        }
    }
}
