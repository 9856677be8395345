package dev.groundswell.testbed.retail;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// Does the same with many things, so many at a time.
final class Concurrently {

    private Concurrently() {}

    /// Work that may take a while.
    @FunctionalInterface
    interface Work<T, R> {
        R on(T thing) throws InterruptedException;
    }

    /// The results in the order of the things. Fails with the first thing's failure; those under way are then interrupted.
    static <T, R> List<R> map(Collection<T> things, int atATime, Work<T, R> work) throws InterruptedException {
        Semaphore room = new Semaphore(atATime);
        List<Future<R>> results = new ArrayList<>(things.size());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            for (T thing : things) {
                room.acquire();
                results.add(threads.submit(() -> {
                    try {
                        return work.on(thing);
                    } finally {
                        room.release();
                    }
                }));
            }
            List<R> all = new ArrayList<>(results.size());
            for (Future<R> result : results) {
                all.add(result.get());
            }
            return all;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
            threads.close();
        }
    }
}
