package dev.groundswell.platform.progress;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;

import dev.groundswell.platform.role.NotAWorker;

/// Looks at this process's consumers of work every few seconds, from a worker thread, and keeps what it found for the readiness check. Thread-safe.
///
/// Also commits again what Kafka has not heard: the connector does not repeat a commit that failed, so after an outage of Kafka a quiet
/// partition would seem to lag until its next record, and a restart would repeat what is done.
@ApplicationScoped
public class ConsumerWatch {

    private static final Logger LOG = Logger.getLogger(ConsumerWatch.class);

    private static final int BEFORE_THE_LAST_STEPS = 0;

    private final KafkaClientService clients;
    private final Consumers consumers;
    private final Progress progress;
    private final Samples samples;
    private volatile List<Stall> stalls = List.of();
    private volatile boolean stopping;

    @Inject
    ConsumerWatch(KafkaClientService clients, Consumers consumers, Batches batches, ProgressConfig config) {
        this.clients = clients;
        this.consumers = consumers;
        this.progress = new Progress(config.stalledAfter());
        this.samples = new Samples(clients, consumers, batches);
    }

    /// Consumers that have stalled, as the last look found them.
    List<Stall> stalls() {
        return stalls;
    }

    /// Consumers are paused and closed before the scheduler stops.
    void stop(@Observes @Priority(BEFORE_THE_LAST_STEPS) ShutdownEvent shutdown) {
        stopping = true;
        samples.close();
    }

    @Scheduled(every = "${groundswell.progress.look-every:5s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP, skipExecutionIf = NotAWorker.class)
    void look() throws InterruptedException {
        if (stopping || consumers.ofWork().isEmpty()) {
            return;
        }
        try {
            Progress.Verdict verdict = progress.judge(System.nanoTime(), samples.take());
            tell(verdict.stalls());
            verdict.unheard().forEach((consumer, offsets) -> commit(consumer,
                    offsets.entrySet().stream()
                            .collect(Collectors.toMap(Map.Entry::getKey, entry -> new OffsetAndMetadata(entry.getValue())))));
        } catch (ExecutionException | TimeoutException | KafkaException | io.smallrye.mutiny.TimeoutException kafkaIsAway) {
            LOG.debugf("consumers are not judged: %s", kafkaIsAway.toString());
            progress.forget();
            tell(List.of());
        } catch (RuntimeException closed) {
            if (!stopping) {
                throw closed;
            }
        }
    }

    private void commit(String consumer, Map<TopicPartition, OffsetAndMetadata> offsets) {
        LOG.debugf("%s: commits again %s", consumer, offsets);
        var _ = clients.getConsumer(consumer)
                .commitAsync(offsets)
                .subscribe()
                .with(done -> {}, failure -> LOG.debugf("%s: not committed: %s", consumer, failure.toString()));
    }

    private void tell(List<Stall> found) {
        List<Stall> before = stalls;
        if (stopping) {
            return;
        }
        stalls = List.copyOf(found);
        if (before.isEmpty() && !found.isEmpty()) {
            LOG.errorf("consumers have stalled, the process is not ready; a restart loses nothing: %s",
                    found.stream().map(stall -> stall.key() + ", " + stall.text()).collect(Collectors.joining("; ")));
        } else if (!before.isEmpty() && found.isEmpty()) {
            LOG.info("consumers go on");
        }
    }
}
