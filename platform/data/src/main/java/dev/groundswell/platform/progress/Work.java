package dev.groundswell.platform.progress;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// What one consumer has been given to handle. Thread-safe.
final class Work {

    private final String channel;
    private final AtomicLong begun = new AtomicLong();
    private final Set<Underway> underway = ConcurrentHashMap.newKeySet();
    private final Map<TopicPartition, Long> acknowledged = new ConcurrentHashMap<>();

    Work(String channel) {
        this.channel = channel;
    }

    /// @param last offset of each partition's last record in the batch
    Underway begin(long now, Map<TopicPartition, OffsetAndMetadata> last) {
        begun.incrementAndGet();
        Underway batch = new Underway(channel, now, ended -> {
            last.forEach((partition, offset) -> acknowledged.merge(partition, offset.offset() + 1, Math::max));
            underway.remove(ended);
        });
        underway.add(batch);
        return batch;
    }

    String channel() {
        return channel;
    }

    /// Batches so far: when it has not changed and there is none, the consumer was idle all the while.
    long begun() {
        return begun.get();
    }

    boolean busy() {
        return !underway.isEmpty();
    }

    boolean waits() {
        return underway.stream().anyMatch(Underway::waits);
    }

    /// Nanoseconds the oldest batch has been underway for.
    long oldest(long now) {
        return underway.stream().mapToLong(batch -> now - batch.begun()).max().orElse(0);
    }

    /// The offset after the last that is done with, if any was.
    @Nullable
    Long acknowledged(TopicPartition partition) {
        return acknowledged.get(partition);
    }
}
