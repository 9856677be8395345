package dev.groundswell.platform.consuming;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;

import dev.groundswell.platform.progress.Batches;
import dev.groundswell.platform.progress.Underway;

/// Takes a polled batch of records through a handler and acknowledges it when all of it is durable.
///
/// Records that cannot be decoded, and records the handler can never manage (found by bisecting the batch), become dead letters; the rest is
/// handled. A passing fault is retried with growing pauses for as long as it takes, and the offsets stay where they are meanwhile.
@ApplicationScoped
public class BatchConsumer {

    /// Above the producer's delivery timeout of two minutes: when it ends, it is known whether the letter was written. Less would put one aside
    /// twice whenever Kafka is away.
    private static final Duration BURIAL = Duration.ofSeconds(150);

    private final Burying deadLetters;
    private final Batches batches;
    private final ConsumingConfig config;

    BatchConsumer(Burying deadLetters, Batches batches, ConsumingConfig config) {
        this.deadLetters = deadLetters;
        this.batches = batches;
        this.config = config;
    }

    /// Completes when the batch is handled and acknowledged; does not fail.
    ///
    /// @param decoder reads a record's value; an [IOException] makes the record a dead letter
    /// @param handler handles events in the order of their partitions, all or nothing, and completes when that is durable and told.
    ///                It may see the same event again and must then do nothing new, also while an attempt that was given up still runs.
    public <E> Uni<Void> consume(KafkaRecordBatch<String, byte[]> batch, Decoder<E> decoder,
            Function<List<Received<E>>, Uni<Void>> handler) {
        Underway underway = batches.begin(batch);
        Patience patience = new Patience(underway);
        List<Received<E>> events = new ArrayList<>();
        List<Uni<Void>> burials = new ArrayList<>();
        for (KafkaRecord<String, byte[]> record : batch) {
            try {
                events.add(new Received<>(decoder.decode(record.getPayload()), record));
            } catch (IOException | RuntimeException e) {
                burials.add(buried(record, e, patience));
            }
        }
        Uni<Void> buried = burials.isEmpty() ? Uni.createFrom().voidItem() : Uni.join().all(burials).andFailFast().replaceWithVoid();
        return buried.chain(() -> handle(events, handler, patience))
                .chain(() -> Uni.createFrom().completionStage(batch::ack))
                .invoke(underway::acknowledged);
    }

    private <E> Uni<Void> handle(List<Received<E>> events, Function<List<Received<E>>, Uni<Void>> handler, Patience patience) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return patience.with(() -> handler.apply(events), config.attempt(), failure -> !Poison.is(failure))
                .onFailure(Poison::is)
                .recoverWithUni(failure -> isolate(events, handler, failure, patience));
    }

    private <E> Uni<Void> isolate(List<Received<E>> events, Function<List<Received<E>>, Uni<Void>> handler, Throwable failure,
            Patience patience) {
        if (events.size() == 1) {
            return buried(events.getFirst().record(), failure, patience);
        }
        int middle = events.size() / 2;
        return handle(events.subList(0, middle), handler, patience)
                .chain(() -> handle(events.subList(middle, events.size()), handler, patience));
    }

    /// There is nowhere else to put it, so whatever fails is tried again.
    private Uni<Void> buried(KafkaRecord<String, byte[]> record, Throwable failure, Patience patience) {
        return patience.with(() -> deadLetters.bury(record, failure), BURIAL, again -> true);
    }

    /// Reads an event out of a record's value.
    @FunctionalInterface
    public interface Decoder<E> {
        E decode(byte[] value) throws IOException;
    }
}
