package dev.groundswell.order.settling;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;

import dev.groundswell.order.orders.OrderStatus;
import dev.groundswell.platform.consuming.BatchConsumer;
import dev.groundswell.platform.events.OrderEvents;

/// Which topic moves orders where. `order-reserved` may take a queued order straight to confirmed: topics keep no order among each other.
@ApplicationScoped
public class SettlingConsumers {

    private final BatchConsumer consumer;
    private final OrderEvents events;
    private final SettlingOrders settling;

    SettlingConsumers(BatchConsumer consumer, OrderEvents events, SettlingOrders settling) {
        this.consumer = consumer;
        this.events = events;
        this.settling = settling;
    }

    @Incoming("order-priced")
    public Uni<Void> priced(KafkaRecordBatch<String, byte[]> batch) {
        return consumer.consume(batch, events::read, orders -> settling.settle(orders, OrderStatus.PRICED));
    }

    @Incoming("order-reserved")
    public Uni<Void> reserved(KafkaRecordBatch<String, byte[]> batch) {
        return consumer.consume(batch, events::read, orders -> settling.settle(orders, OrderStatus.CONFIRMED));
    }

    @Incoming("order-rejected")
    public Uni<Void> rejected(KafkaRecordBatch<String, byte[]> batch) {
        return consumer.consume(batch, events::read, orders -> settling.settle(orders, OrderStatus.REJECTED));
    }
}
