package dev.groundswell.gateway.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class InstancesStressTest implements Incidents {

    private static final int THREADS = 8;
    private static final int REQUESTS = 50_000;

    private final AtomicInteger out = new AtomicInteger();
    private final AtomicInteger back = new AtomicInteger();
    private final Queue<Runnable> timers = new ConcurrentLinkedQueue<>();

    @Test
    void everyEjectionIsToldOnceAndNothingStaysBehind() throws Exception {
        List<Address> addresses = IntStream.rangeClosed(1, 5).mapToObj(port -> new Address("a", port)).toList();
        Probing probing = new Probing(address -> io.vertx.core.Future.succeededFuture(), (millis, action) -> timers.add(action),
                new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), () -> 0));
        Instances instances = new Instances(addresses, 3, bound -> ThreadLocalRandom.current().nextInt(bound), probing, this);

        run(seed -> () -> {
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < REQUESTS; i++) {
                request(instances, random);
            }
            return null;
        });

        assertThat(out.get()).as("ejections").isPositive();
        assertThat(out.get() - back.get()).as("those that are not back").isEqualTo(instances.ejected());
        while (!timers.isEmpty()) {
            timers.remove().run();
        }
        assertThat(instances.ejected()).as("every ejected one is probed").isZero();
        assertThat(back).hasValue(out.get());
        assertThat(instances.inFlight()).isZero();
    }

    /// Seven of ten fail, so that instances come and go all the time; a probe is answered now and then.
    private void request(Instances instances, SplittableRandom random) {
        Turn turn = instances.turn();
        int luck = random.nextInt(10);
        if (luck < 7) {
            turn.failed(Bench.WHY);
        } else {
            turn.answered();
        }
        turn.end();
        Runnable due = luck == 9 ? timers.poll() : null;
        if (due != null) {
            due.run();
        }
    }

    private static void run(java.util.function.IntFunction<Callable<Void>> work) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<Void> done : threads.invokeAll(IntStream.range(0, THREADS).mapToObj(work).toList())) {
                done.get();
            }
        }
    }

    @Override
    public void ejected(Address address, int failures, Throwable why) {
        out.incrementAndGet();
    }

    @Override
    public void readmitted(Address address) {
        back.incrementAndGet();
    }
}
