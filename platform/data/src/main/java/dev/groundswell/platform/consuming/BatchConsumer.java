package dev.groundswell.platform.consuming;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;

/// Takes a polled batch of records through a handler and acknowledges it when all of it is durable.
///
/// Records that cannot be decoded, and records the handler can never manage (found by bisecting the batch), become dead letters; the rest is
/// handled. A passing fault is retried with growing pauses for as long as it takes, and the offsets stay where they are meanwhile.
@ApplicationScoped
public class BatchConsumer {

    private static final Logger LOG = Logger.getLogger(BatchConsumer.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Burying deadLetters;

    BatchConsumer(Burying deadLetters) {
        this.deadLetters = deadLetters;
    }

    /// Completes when the batch is handled and acknowledged; does not fail.
    ///
    /// @param decoder reads a record's value; an [IOException] makes the record a dead letter
    /// @param handler handles events in the order of their partitions, all or nothing, and completes when that is durable and told.
    ///                It may see the same event again and must then do nothing new.
    public <E> Uni<Void> consume(KafkaRecordBatch<String, byte[]> batch, Decoder<E> decoder,
            Function<List<Received<E>>, Uni<Void>> handler) {
        List<Received<E>> events = new ArrayList<>();
        List<Uni<Void>> burials = new ArrayList<>();
        for (KafkaRecord<String, byte[]> record : batch) {
            try {
                events.add(new Received<>(decoder.decode(record.getPayload()), record));
            } catch (IOException | RuntimeException e) {
                burials.add(buried(record, e));
            }
        }
        Uni<Void> buried = burials.isEmpty() ? Uni.createFrom().voidItem() : Uni.join().all(burials).andFailFast().replaceWithVoid();
        return buried.chain(() -> handle(events, handler)).chain(() -> Uni.createFrom().completionStage(batch::ack));
    }

    private <E> Uni<Void> handle(List<Received<E>> events, Function<List<Received<E>>, Uni<Void>> handler) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return patiently(() -> handler.apply(events), failure -> !Poison.is(failure)).onFailure(Poison::is)
                .recoverWithUni(failure -> isolate(events, handler, failure));
    }

    private <E> Uni<Void> isolate(List<Received<E>> events, Function<List<Received<E>>, Uni<Void>> handler, Throwable failure) {
        if (events.size() == 1) {
            return buried(events.getFirst().record(), failure);
        }
        int middle = events.size() / 2;
        return handle(events.subList(0, middle), handler).chain(() -> handle(events.subList(middle, events.size()), handler));
    }

    /// There is nowhere else to put it, so whatever fails is tried again.
    private Uni<Void> buried(KafkaRecord<String, byte[]> record, Throwable failure) {
        return patiently(() -> deadLetters.bury(record, failure), again -> true);
    }

    private static Uni<Void> patiently(Supplier<Uni<Void>> work, Predicate<Throwable> passing) {
        return Uni.createFrom()
                .deferred(() -> work.get())
                .onFailure(passing)
                .invoke(failure -> LOG.warnf("batch waits for a fault to pass: %s", failure.toString()))
                .onFailure(passing)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }

    /// Reads an event out of a record's value.
    @FunctionalInterface
    public interface Decoder<E> {
        E decode(byte[] value) throws IOException;
    }
}
