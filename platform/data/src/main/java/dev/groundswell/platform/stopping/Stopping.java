package dev.groundswell.platform.stopping;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.impl.ReactiveKafkaConsumer;

import dev.groundswell.platform.outbox.Outbox;
import dev.groundswell.platform.outbox.Outboxes;
import dev.groundswell.platform.progress.Batches;
import dev.groundswell.platform.progress.Consumers;

/// The last steps of a process: begins after its HTTP requests are answered, and ends before its pools and producers are closed.
@ApplicationScoped
class Stopping {

    private static final Logger LOG = Logger.getLogger(Stopping.class);
    /// After the watch and the sweeper, which would work against it.
    private static final int FIRST = 1;
    /// A batch that was polled before the pause begins as soon as the one before it is done with.
    private static final int QUIET_LOOKS = 3;

    private final KafkaClientService clients;
    private final Consumers ours;
    private final Batches batches;
    private final Outboxes outboxes;
    private final StoppingConfig config;

    Stopping(KafkaClientService clients, Consumers ours, Batches batches, Outboxes outboxes, StoppingConfig config) {
        this.clients = clients;
        this.ours = ours;
        this.batches = batches;
        this.outboxes = outboxes;
        this.config = config;
    }

    /// Leaves the consumer groups with all consumers at once: one after the other, as the connector does it, each waits for two polls and makes the
    /// group deal out its partitions anew. Nobody waits for those that only listen.
    void stop(@Observes @Priority(FIRST) ShutdownEvent shutdown) {
        long start = System.nanoTime();
        List<ReactiveKafkaConsumer<?, ?>> consumers = named(ours.ofWork());
        named(ours.thatListen()).forEach(listener -> {
            var _ = closing(listener);
        });
        if (!consumers.isEmpty()) {
            CompletableFuture<Void> paused = CompletableFuture.allOf(consumers.stream()
                    .map(consumer -> consumer.pause().subscribeAsCompletionStage())
                    .toArray(CompletableFuture[]::new));
            AtomicInteger quiet = new AtomicInteger();
            var _ = LastThread.until(config.batches(),
                    () -> paused.isDone() && (batches.areDone() ? quiet.incrementAndGet() : quiet.getAndSet(0)) >= QUIET_LOOKS);
        }
        boolean published = LastThread.until(config.events(), () -> outboxes.all().stream().allMatch(Outbox::isQuiet));
        CompletableFuture.allOf(consumers.stream()
                .map(Stopping::closing)
                .toArray(CompletableFuture[]::new)).exceptionally(failure -> null).join();
        LOG.infof("%d consumers left their groups after %d ms%s", consumers.size(),
                Duration.ofNanos(System.nanoTime() - start).toMillis(),
                published ? "" : ", events are left to a sweep");
    }

    private static CompletableFuture<Void> closing(ReactiveKafkaConsumer<?, ?> consumer) {
        return CompletableFuture.runAsync(consumer::close, task -> Thread.ofVirtual().start(task));
    }

    private List<ReactiveKafkaConsumer<?, ?>> named(Set<String> consumers) {
        return consumers.stream()
                .map(name -> clients.getConsumers(name))
                .flatMap(Collection::stream)
                .<ReactiveKafkaConsumer<?, ?>>map(consumer -> (ReactiveKafkaConsumer<?, ?>) consumer)
                .toList();
    }
}
