package dev.groundswell.testbed.fault;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Visitors of a shop who come at a rate, however slowly they are answered, and go away after a while. Nobody comes back: what was refused stays so.
/// Goodput is what is answered well and in time, by the second in which the visitor came.
final class Visitors implements AutoCloseable {

    /// Who waits longer has gone.
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /// What was answered later has been of no use.
    private static final long IN_TIME = Duration.ofSeconds(1).toNanos();
    private static final int MOST_SECONDS = 600;

    private final URI gateway;
    private final List<String> skus;
    private final String token;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
    private final SplittableRandom random = new SplittableRandom(5);
    private final long begun = System.nanoTime();
    private final AtomicIntegerArray good = new AtomicIntegerArray(MOST_SECONDS);
    private final AtomicIntegerArray bad = new AtomicIntegerArray(MOST_SECONDS);

    Visitors(URI gateway, List<String> skus, String token) {
        this.gateway = gateway;
        this.skus = skus;
        this.token = token;
    }

    /// So many ask as fast as they are answered. Returns how many good answers that gave a second.
    double atFullSpeed(int visitors, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        int from = second();
        Semaphore places = new Semaphore(visitors);
        while (System.nanoTime() < end) {
            places.acquire();
            ask(look(), places::release);
        }
        places.acquire(visitors);
        return goodput(from, second());
    }

    /// So many come a second, each for one thing. Returns when the last of them has its answer, or has gone.
    void come(double rate, Duration time) {
        Semaphore answered = new Semaphore(0);
        int asked = pace(rate, time, () -> ask(look(), answered::release));
        answered.acquireUninterruptibly(asked);
    }

    /// The times of so many a second, all of which want the same, whatever they are answered.
    Histogram watch(String path, double rate, Duration time) {
        Histogram times = new ConcurrentHistogram(3);
        SplittableRandom draw = new SplittableRandom(7);
        Semaphore answered = new Semaphore(0);
        int asked = pace(rate, time, () -> {
            long sent = System.nanoTime();
            ask(to(path.replace("{}", skus.get(draw.nextInt(skus.size())))).GET(), () -> {
                times.recordValue(System.nanoTime() - sent);
                answered.release();
            });
        });
        answered.acquireUninterruptibly(asked);
        return times;
    }

    private static int pace(double rate, Duration time, Runnable arrival) {
        long start = System.nanoTime();
        int count = (int) Math.round(rate * time.toNanos() / 1e9);
        for (int i = 0; i < count; i++) {
            long due = start + Math.round(i * 1e9 / rate);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            arrival.run();
        }
        return count;
    }

    /// Seconds since these visitors were made.
    int second() {
        return (int) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
    }

    /// Good answers a second, of those who came in these seconds.
    double goodput(int from, int to) {
        int sum = 0;
        for (int second = from; second < to; second++) {
            sum += good.get(second);
        }
        return sum / (double) Math.max(1, to - from);
    }

    /// `1180+3` for each second: so many good answers and so many others.
    String told(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int second = from; second < to; second++) {
            text.append(text.isEmpty() ? "" : " ").append(good.get(second)).append('+').append(bad.get(second));
        }
        return text.toString();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /// Of a hundred 50 want a product, 20 a price, 20 a list that nobody keeps, and 10 order.
    private HttpRequest.Builder look() {
        int draw = random.nextInt(100);
        String sku = skus.get(random.nextInt(skus.size()));
        if (draw < 50) {
            return to("/api/products/" + sku + "?expand=price,manufacturer").GET();
        }
        if (draw < 70) {
            return to("/api/prices/" + sku + "?currency=GBP").GET();
        }
        if (draw < 90) {
            return to("/api/products?limit=20&after=&q=" + sku.charAt(0)).GET();
        }
        return to("/api/orders").header("Authorization", "Bearer " + token).header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers
                        .ofString("{\"currency\":\"GBP\",\"lines\":[{\"sku\":\"" + sku + "\",\"quantity\":1}]}"));
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(gateway + path)).timeout(PATIENCE);
    }

    private void ask(HttpRequest.Builder request, Runnable then) {
        long came = System.nanoTime();
        int second = second();
        var _ = http.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding()).whenComplete((answer, failure) -> {
            boolean well = answer != null && answer.statusCode() < 300 && System.nanoTime() - came < IN_TIME;
            (well ? good : bad).incrementAndGet(second);
            then.run();
        });
    }
}
