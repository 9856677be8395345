package dev.groundswell.platform.progress;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

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

    /// @param first offset of each partition's first record in the batch
    /// @param last offset of its last one
    Underway begin(long now, Map<TopicPartition, Long> first, Map<TopicPartition, Long> last) {
        begun.incrementAndGet();
        // Delivered again, or another log under the same name: what was done before says nothing about these.
        first.forEach((partition, offset) -> acknowledged.computeIfPresent(partition, (same, done) -> offset < done ? null : done));
        Underway batch = new Underway(channel, now, ended -> {
            last.forEach((partition, offset) -> acknowledged.put(partition, offset + 1));
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
