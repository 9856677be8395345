package dev.groundswell.platform.cache;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import dev.groundswell.platform.cache.Copies.Copy;

/// Brings copies to Redis, one call after the other, in the background. Thread-safe; bounded. What a writer sent and Redis did not take is tried again
/// until it is taken or forgotten for want of room: what Redis has of it may be outdated.
final class CopyWriter {

    /// Copies of one call, and about how many bytes of them. Redis does nothing else meanwhile.
    private static final int MOST = 1_000;
    private static final int MOST_BYTES = 1 << 20;

    private final Vertx vertx;
    private final Context context;
    private final RedisGuard guard;
    private final CacheConfig config;
    private final Queue<Copy> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final AtomicBoolean running = new AtomicBoolean();
    /// By place, the oldest first; on the context only.
    private final Map<String, Copy> missed = new LinkedHashMap<>();
    private final AtomicInteger missedCount = new AtomicInteger();
    private boolean willRetry;

    CopyWriter(Vertx vertx, RedisGuard guard, CacheConfig config, MeterRegistry registry) {
        this.vertx = vertx;
        // Whoever makes this may do it in a request, whose context would be kept.
        this.context = VertxContext.getRootContext(vertx.getOrCreateContext());
        this.guard = guard;
        this.config = config;
        Gauge.builder("cache.copies.missed", missedCount, AtomicInteger::get)
                .description("Writers' copies that Redis has not taken and that are tried again")
                .register(registry);
    }

    /// Returns at once.
    void write(List<Copy> copies) {
        List<Copy> tooMany = new ArrayList<>();
        for (Copy copy : copies) {
            if (waitingCount.get() >= config.waitingCopies()) {
                tooMany.add(copy);
            } else {
                waitingCount.incrementAndGet();
                waiting.add(copy);
            }
        }
        if (!tooMany.isEmpty()) {
            context.runOnContext(now -> remember(tooMany));
        }
        begin();
    }

    private void begin() {
        if (!waiting.isEmpty() && running.compareAndSet(false, true)) {
            context.runOnContext(now -> writeNext());
        }
    }

    private void writeNext() {
        List<Copy> group = takeGroup();
        if (group.isEmpty()) {
            goOn();
            return;
        }
        var _ = guard.send(CopyScript.request(group), config.redisWrite())
                .emitOn(emission -> context.runOnContext(back -> emission.run()))
                .subscribe()
                .with(kept -> {
                    sendMissed();
                    goOn();
                }, failure -> {
                    remember(group);
                    goOn();
                });
    }

    private void goOn() {
        running.set(false);
        begin();
    }

    private List<Copy> takeGroup() {
        List<Copy> group = new ArrayList<>();
        int bytes = 0;
        Copy next;
        while (group.size() < MOST && bytes < MOST_BYTES && (next = waiting.poll()) != null) {
            waitingCount.decrementAndGet();
            bytes += next.frame().length;
            group.add(next);
        }
        return group;
    }

    private void remember(List<Copy> failed) {
        for (Copy copy : failed) {
            if (copy.fromWriter()) {
                missed.merge(copy.place(), copy, (before, now) -> now.version() == 0 || now.version() >= before.version() ? now : before);
            }
        }
        for (Iterator<Copy> oldest = missed.values().iterator(); missed.size() > config.waitingCopies(); oldest.remove()) {
            oldest.next();
        }
        missedCount.set(missed.size());
        if (!missed.isEmpty() && !willRetry) {
            willRetry = true;
            long _ = vertx.setTimer(Math.max(1, config.redisPause().toMillis()), later -> {
                willRetry = false;
                sendMissed();
                begin();
            });
        }
    }

    private void sendMissed() {
        if (!missed.isEmpty()) {
            List<Copy> again = List.copyOf(missed.values());
            missed.clear();
            missedCount.set(0);
            write(again);
        }
    }
}
