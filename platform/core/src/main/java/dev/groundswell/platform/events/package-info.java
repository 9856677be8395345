/// The events services meet over: their topics, their CloudEvents headers, the shape of an order, and the one sender.
/// Entered by outboxes and consumers; nobody else publishes.
/// Leans on Kafka: a send completes when all in-sync replicas have the record, and fails after the producer's delivery timeout.
@NullMarked
package dev.groundswell.platform.events;

import org.jspecify.annotations.NullMarked;
