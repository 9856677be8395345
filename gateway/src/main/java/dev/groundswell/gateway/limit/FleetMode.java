package dev.groundswell.gateway.limit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/// What becomes of decisions, in the whole fleet: what an admin has said, which is kept in Redis and read by every gateway twice a second; else what is configured.
/// While Redis is away, what was last heard. Thread-safe.
@Singleton
class FleetMode {

    private static final Logger LOG = Logger.getLogger(FleetMode.class);
    private static final String KEY = "groundswell:limits:mode";
    private static final long EVERY_MILLIS = 500;
    /// An admin waits longer than a request would.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final RedisGuard redis;
    private final Mode configured;
    private final Duration budget;
    /// Told and looked up, so that an old look does not undo a new word.
    private final AtomicLong changes = new AtomicLong();
    private volatile @Nullable Mode told;
    private long timer;

    FleetMode(Vertx vertx, RedisGuard redis, LimitSettings settings) {
        this.vertx = vertx;
        this.redis = redis;
        this.configured = settings.mode();
        this.budget = settings.budget();
    }

    void start(@Observes StartupEvent start) {
        look();
        timer = vertx.setPeriodic(EVERY_MILLIS, tick -> look());
    }

    void stop(@Observes ShutdownEvent stop) {
        vertx.cancelTimer(timer);
    }

    Mode now() {
        Mode override = told;
        return override == null ? configured : override;
    }

    Mode configured() {
        return configured;
    }

    /// Obeys at once, and completes on the caller's context when the other gateways will; fails when they were not told, and then this one obeys until it hears something else.
    ///
    /// @param mode `null` for what each of them is configured to
    Future<Void> tell(@Nullable Mode mode) {
        changes.incrementAndGet();
        set(mode);
        Request request = mode == null ? Request.cmd(Command.DEL).arg(KEY) : Request.cmd(Command.SET).arg(KEY).arg(mode.word());
        Promise<Void> known = ((ContextInternal) vertx.getOrCreateContext()).promise();
        redis.call(PATIENCE, request, done -> true).onComplete(done -> changes.incrementAndGet()).<Void>mapEmpty().onComplete(known);
        return known.future();
    }

    private void look() {
        long before = changes.get();
        var _ = redis.call(budget, Request.cmd(Command.GET).arg(KEY), response -> heard(response, before));
    }

    private boolean heard(@Nullable Response response, long before) {
        boolean isNews = changes.get() == before;
        if (isNews) {
            set(response == null ? null : Mode.of(response.toString()).orElse(null));
        }
        return isNews;
    }

    private void set(@Nullable Mode mode) {
        if (mode != told) {
            told = mode;
            LOG.infof("rate limits are %s%s", now().word(), mode == null ? ", as configured" : ", as an admin has said");
        }
    }
}
