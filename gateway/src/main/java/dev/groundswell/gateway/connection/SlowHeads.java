package dev.groundswell.gateway.connection;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;

/// Closes connections whose heads do not end in time. Each event loop looks after its own, once a second, so that nothing is done for a byte or a
/// request but to note it; Vert.x has no place where a connection could be met when it begins.
///
/// Only HTTP/1: what an HTTP/2 client sends slowly holds no more than that client's own connection.
@Startup
@Singleton
class SlowHeads {

    private static final AttributeKey<HeadClock> CLOCK = AttributeKey.valueOf(SlowHeads.class, "clock");
    private static final long LOOK_EVERY_MILLIS = 1_000;

    private final long mostNanos;
    private final LongSupplier nanos = System::nanoTime;
    private final Counter closed;
    private final List<Future<?>> looks = new ArrayList<>();

    /// Publishes `slow_clients_total{what="head"}`.
    SlowHeads(Vertx vertx, ConnectionSettings settings, MeterRegistry registry) {
        this.mostNanos = settings.head().toNanos();
        this.closed = Counter.builder("slow.clients").tag("what", "head").description("Connections ended because their client was too slow")
                .register(registry);
        for (EventExecutor executor : vertx.nettyEventLoopGroup()) {
            if (executor instanceof SingleThreadEventLoop loop) {
                looks.add(loop.scheduleWithFixedDelay(() -> look(loop), LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS));
            }
        }
    }

    @PreDestroy
    void stop() {
        looks.forEach(look -> look.cancel(false));
    }

    private void look(SingleThreadEventLoop loop) {
        List<Channel> late = new ArrayList<>();
        for (Iterator<Channel> channels = loop.registeredChannelsIterator(); channels.hasNext();) {
            Channel channel = channels.next();
            HeadClock clock = clock(channel);
            if (clock != null && clock.waits() > mostNanos) {
                late.add(channel);
            }
        }
        // Not while the loop's own set is walked over.
        for (Channel channel : late) {
            closed.increment();
            // Past Vert.x, which would wait until the client has read what was written to it.
            channel.pipeline().context(HttpRequestDecoder.class).close();
        }
    }

    private @Nullable HeadClock clock(Channel channel) {
        HeadClock known = channel.attr(CLOCK).get();
        // A channel with a parent was accepted, not opened by us.
        if (known != null || channel.parent() == null || channel.pipeline().get(HttpRequestDecoder.class) == null) {
            return known;
        }
        HeadClock clock = HeadClock.around(channel.pipeline(), nanos);
        channel.attr(CLOCK).set(clock);
        return clock;
    }
}
