package dev.groundswell.catalog.reserving;

import java.io.IOException;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;

import dev.groundswell.platform.commerce.Skus;
import dev.groundswell.platform.consuming.BatchConsumer;
import dev.groundswell.platform.consuming.Received;
import dev.groundswell.platform.events.OrderEvent;
import dev.groundswell.platform.events.OrderEvents;

/// Hears what happens to orders, a batch of records at a time.
@ApplicationScoped
public class OrderSteps {

    private static final String SETTLED = "rejected";

    private final BatchConsumer consumer;
    private final OrderEvents events;
    private final ReservingStock reserving;

    OrderSteps(BatchConsumer consumer, OrderEvents events, ReservingStock reserving) {
        this.consumer = consumer;
        this.events = events;
        this.reserving = reserving;
    }

    @Incoming("order-priced")
    public Uni<Void> priced(KafkaRecordBatch<String, byte[]> batch) {
        return consumer.consume(batch, this::read, orders -> reserving.handle(Step.PRICED, orders));
    }

    @Incoming("order-confirmed")
    public Uni<Void> confirmed(KafkaRecordBatch<String, byte[]> batch) {
        return consumer.consume(batch, this::read, orders -> reserving.handle(Step.CONFIRMED, orders));
    }

    @Incoming("order-cancelled")
    public Uni<Void> cancelled(KafkaRecordBatch<String, byte[]> batch) {
        return consumer.consume(batch, this::read, orders -> reserving.handle(Step.CANCELLED, orders));
    }

    /// A verdict of pricing's or of ours still has the status the order had before; only order-service turns it to rejected. Then nothing
    /// may stay promised, whoever said no and whatever was reserved on another verdict.
    @Incoming("order-rejected")
    public Uni<Void> rejected(KafkaRecordBatch<String, byte[]> batch) {
        return consumer.consume(batch, this::read,
                orders -> reserving.handle(Step.CANCELLED, orders.stream().filter(OrderSteps::settled).toList()));
    }

    private static boolean settled(Received<OrderEvent> order) {
        return SETTLED.equals(order.event().status());
    }

    /// What cannot be a line is no order, whatever is tried: found here, it fails alone and before any statement.
    private OrderEvent read(byte[] value) throws IOException {
        OrderEvent order = events.read(value);
        for (OrderEvent.Line line : order.lines()) {
            if (line == null || !Skus.wellFormed(line.sku()) || line.quantity() < 1) {
                throw new IOException("order event has an impossible line: " + line);
            }
        }
        return order;
    }
}
