package dev.groundswell.testbed.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.groundswell.testbed.retail.Retail;

/// Orders the invoices of a shop one after the other at a steady rate, however slow the answers, each as its customer: who got no answer asks again with the same
/// key, some give up, some ask once more though they were answered, some cancel, most look at what becomes of it, and most of all
/// tell with each request what they have seen, so that replicas may answer. Runs from its making to its closing.
final class Customers implements AutoCloseable {

    /// A customer who is not answered for longer would tell us nothing new: what was accepted is found at the end.
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;
    private static final int LOOKS = 6;
    private static final Duration LOOK_EACH = Duration.ofMillis(700);

    private final Client client;
    private final List<Retail.Invoice> invoices;
    private final long seed;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread clock;

    /// @param rate orders a second
    Customers(Client client, List<Retail.Invoice> invoices, double rate, long seed) {
        this.client = client;
        this.invoices = List.copyOf(invoices);
        this.seed = seed;
        this.clock = Thread.ofPlatform().name("customers").start(() -> arrive(rate));
    }

    int accepted() {
        return accepted.get();
    }

    /// Customers who are not through.
    int open() {
        return open.get();
    }

    /// Nobody comes from now on; returns when all who had come are through.
    @Override
    public void close() {
        closed.set(true);
        try {
            clock.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.close();
    }

    private void arrive(double rate) {
        long begin = System.nanoTime();
        for (int number = 0; !closed.get(); number++) {
            long early = begin + (long) (number * 1e9 / rate) - System.nanoTime();
            try {
                if (early > 0) {
                    Thread.sleep(Duration.ofNanos(early));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            int one = number;
            open.incrementAndGet();
            threads.execute(() -> {
                try {
                    shop(one);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } finally {
                    open.decrementAndGet();
                }
            });
        }
    }

    private void shop(int number) throws InterruptedException {
        Retail.Invoice invoice = invoices.get(number % invoices.size());
        // Of its own, so that what a customer does depends on the seed and not on who was faster.
        Random random = new Random(seed * 1_000_003 + number);
        Manner manner = Manner.of(random);
        Client.Visit visit = new Client.Visit(invoice.customer(), manner.keepsTokens());
        String key = "chaos-" + number;
        History.Operation answer = place(visit, key, invoice.quantities(), manner.patient());
        if (!answer.accepted()) {
            return;
        }
        accepted.incrementAndGet();
        if (manner.repeats()) {
            Thread.sleep(random.nextInt(3_000));
            History.Operation _ = place(visit, key, invoice.quantities(), true);
        }
        if (manner.cancels()) {
            // Most of them race with the settling, which takes some tens of milliseconds.
            Thread.sleep(random.nextBoolean() ? random.nextInt(100) : random.nextInt(3_000));
            cancel(visit, answer.order());
        }
        if (manner.looks()) {
            look(visit, answer.order());
        }
    }

    private History.Operation place(Client.Visit visit, String key, Map<String, Long> lines, boolean patient) throws InterruptedException {
        return again(patient, () -> client.place(visit, key, lines));
    }

    private void cancel(Client.Visit visit, String order) throws InterruptedException {
        History.Operation _ = again(true, () -> client.cancel(visit, order));
    }

    /// Every third time at all orders.
    private void look(Client.Visit visit, String order) throws InterruptedException {
        for (int looks = 1; looks <= LOOKS; looks++) {
            Thread.sleep(LOOK_EACH);
            History.Operation seen = looks % 3 == 0 ? client.list(visit, order) : client.read(visit, order);
            if (seen.seen() != null && !seen.seen().equals("queued") && !seen.seen().equals("priced")) {
                return;
            }
        }
    }

    private static History.Operation again(boolean patient, Request request) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long pause = FIRST_PAUSE_MILLIS;
        History.Operation answer = request.send();
        while (patient && (answer.refused() || answer.status() >= 500) && System.nanoTime() < deadline) {
            Thread.sleep(pause);
            pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
            answer = request.send();
        }
        return answer;
    }

    @FunctionalInterface
    private interface Request {
        History.Operation send() throws InterruptedException;
    }

    /// How one customer behaves.
    private record Manner(boolean patient, boolean repeats, boolean cancels, boolean looks, boolean keepsTokens) {

        private static final int HUNDRED = 100;

        static Manner of(Random random) {
            return new Manner(random.nextInt(HUNDRED) < 92, random.nextInt(HUNDRED) < 10, random.nextInt(HUNDRED) < 15,
                    random.nextInt(HUNDRED) < 50, random.nextInt(HUNDRED) < 70);
        }
    }
}
