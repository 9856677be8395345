package dev.groundswell.order.tracking;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.pubsub.ReactivePubSubCommands;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;

import dev.groundswell.platform.breaker.BreakerName;
import dev.groundswell.platform.breaker.BreakerRule;
import dev.groundswell.platform.breaker.CircuitBreaker;

/// Carries the news that an order changed from the instance that changed it to those that stream it: Redis pub/sub, channel `order:{id}`.
///
/// Only a hint: it may be lost, come twice or not at all, and who listens reads the order itself. Thread-safe.
@ApplicationScoped
public class OrderChanges {

    private static final Logger LOG = Logger.getLogger(OrderChanges.class);
    private static final String PREFIX = "order:";
    /// For one announcement, and by which calls Redis is judged: streams read again anyway.
    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final BreakerRule RULE = new BreakerRule(10, 0.5, Duration.ofSeconds(1));
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final ReactivePubSubCommands<String> redis;
    private final CircuitBreaker breaker;
    private final ConcurrentMap<UUID, Set<MultiEmitter<? super UUID>>> listeners = new ConcurrentHashMap<>();
    private final AtomicBoolean listening = new AtomicBoolean();

    OrderChanges(ReactiveRedisDataSource redis, MeterRegistry registry) {
        this.redis = redis.pubsub(String.class);
        this.breaker = new CircuitBreaker(new BreakerName("redis-changes", "Redis (news of orders)", "streams re-read their orders"), RULE,
                failure -> true, registry);
    }

    /// Tells everybody that these orders changed. Returns at once; call it after the commit.
    public void announce(Collection<UUID> orders) {
        orders.forEach(id -> breaker.call(BOUND, () -> redis.publish(PREFIX + id, "changed"))
                .subscribe()
                .with(told -> {}, failure -> LOG.debugf("order %s: change not announced: %s", id, failure.getMessage())));
    }

    /// Emits an order's id whenever somebody says that it changed, until the subscriber leaves. Silent while Redis is.
    Multi<UUID> of(UUID order) {
        return Multi.createFrom().emitter(emitter -> {
            listeners.compute(order, (id, emitters) -> {
                Set<MultiEmitter<? super UUID>> all = emitters == null ? ConcurrentHashMap.newKeySet() : emitters;
                all.add(emitter);
                return all;
            });
            emitter.onTermination(() -> leave(order, emitter));
            listen();
        }, BackPressureStrategy.LATEST);
    }

    private void leave(UUID order, MultiEmitter<? super UUID> emitter) {
        listeners.computeIfPresent(order, (id, emitters) -> {
            emitters.remove(emitter);
            return emitters.isEmpty() ? null : emitters;
        });
    }

    /// One subscription an instance, made when the first stream needs it: a connection per stream would not scale.
    private void listen() {
        if (listening.compareAndSet(false, true)) {
            redis.subscribeAsMessagesToPatterns(PREFIX + "*")
                    .onFailure()
                    .invoke(failure -> LOG.warnf("streams re-read their orders until Redis is back: %s", failure.getMessage()))
                    .onFailure()
                    .retry()
                    .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                    .indefinitely()
                    .subscribe()
                    .with(message -> hear(message.getChannel()), failure -> listening.set(false), this::listenAgain);
        }
    }

    /// A subscription ends with its connection: when Redis ends, or has had nothing to say for long.
    private void listenAgain() {
        listening.set(false);
        if (!listeners.isEmpty()) {
            listen();
        }
    }

    private void hear(String channel) {
        try {
            UUID order = UUID.fromString(channel.substring(PREFIX.length()));
            listeners.getOrDefault(order, Set.of()).forEach(emitter -> emitter.emit(order));
        } catch (IllegalArgumentException e) {
            LOG.debugf("not an order's channel: %s", channel);
        }
    }
}
