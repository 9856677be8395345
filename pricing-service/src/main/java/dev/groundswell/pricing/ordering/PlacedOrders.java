package dev.groundswell.pricing.ordering;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;

import dev.groundswell.platform.consuming.BatchConsumer;
import dev.groundswell.platform.events.OrderEvents;

/// Takes `order-placed` in batches, as they were polled.
@ApplicationScoped
class PlacedOrders {

    private final BatchConsumer consumer;
    private final OrderEvents orderEvents;
    private final PricingOrders pricing;

    PlacedOrders(BatchConsumer consumer, OrderEvents orderEvents, PricingOrders pricing) {
        this.consumer = consumer;
        this.orderEvents = orderEvents;
        this.pricing = pricing;
    }

    /// Completes when the batch is told and acknowledged.
    @Incoming("order-placed")
    Uni<Void> price(KafkaRecordBatch<String, byte[]> batch) {
        return consumer.consume(batch, orderEvents::read, pricing::price);
    }
}
