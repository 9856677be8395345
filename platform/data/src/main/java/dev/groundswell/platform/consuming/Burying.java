package dev.groundswell.platform.consuming;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;

/// Puts a record aside for good.
@FunctionalInterface
interface Burying {

    /// Completes when the record is durable elsewhere; only then may its offset be committed.
    Uni<Void> bury(KafkaRecord<String, byte[]> record, Throwable failure);
}
