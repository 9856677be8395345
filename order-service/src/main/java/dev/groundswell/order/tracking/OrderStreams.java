package dev.groundswell.order.tracking;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;

import dev.groundswell.order.orders.Order;
import dev.groundswell.order.orders.Orders;

/// The life of one order as a stream: its state at once, then each change, until nothing more can come.
@ApplicationScoped
class OrderStreams {

    private static final Duration SOON = Duration.ofMillis(1);

    private final Orders orders;
    private final OrderChanges changes;
    private final StreamConfig config;

    OrderStreams(Orders orders, OrderChanges changes, StreamConfig config) {
        this.orders = orders;
        this.changes = changes;
        this.config = config;
    }

    /// Emits `current` at once and each later state once, in growing versions, with heartbeats between. Completes when the order has ended
    /// or the stream has lasted its time; fails when the shard does.
    Multi<Frame> of(Order current) {
        if (current.status().ended()) {
            return Multi.createFrom().item(new Frame.State(current));
        }
        return Multi.createFrom().deferred(() -> {
            AtomicLong told = new AtomicLong();
            return Multi.createBy()
                    .merging()
                    .<Frame>streams(Multi.createFrom().item(new Frame.State(current)), states(current.id()), heartbeats())
                    .filter(frame -> isNews(frame, told))
                    .onItem()
                    .transformToMultiAndConcatenate(OrderStreams::endAfterTheLast)
                    .select()
                    .first(frame -> !(frame instanceof Frame.End))
                    .select()
                    .first(config.longest());
        });
    }

    /// Hears of changes before it reads for the first time, so that a change in between is not missed.
    private Multi<Frame> states(UUID order) {
        return Multi.createBy()
                .merging()
                .streams(changes.of(order), Multi.createFrom().ticks().startingAfter(SOON).every(config.reread()).map(tick -> order))
                .onOverflow()
                .dropPreviousItems()
                .onItem()
                .transformToUniAndConcatenate(orders::find)
                .map(Frame.State::new);
    }

    private Multi<Frame> heartbeats() {
        return Multi.createFrom().ticks().startingAfter(config.heartbeat()).every(config.heartbeat()).onOverflow().drop()
                .map(tick -> new Frame.Heartbeat());
    }

    private static boolean isNews(Frame frame, AtomicLong told) {
        return !(frame instanceof Frame.State(Order order)) || told.getAndAccumulate(order.version(), Math::max) < order.version();
    }

    private static Multi<Frame> endAfterTheLast(Frame frame) {
        return frame instanceof Frame.State(Order order) && order.status().ended()
                ? Multi.createFrom().items(frame, new Frame.End())
                : Multi.createFrom().item(frame);
    }
}
