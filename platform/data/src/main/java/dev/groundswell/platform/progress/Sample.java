package dev.groundswell.platform.progress;

import java.util.Map;
import java.util.Optional;

import org.apache.kafka.common.TopicPartition;

/// How one consumer stands at one moment.
///
/// @param begun batches it has been given so far
/// @param busy whether one is being handled
/// @param waits whether that one waits for a part that is away
/// @param partitions those assigned to it; none at all when it did not answer
record Sample(String consumer, long begun, boolean busy, boolean waits, Optional<Map<TopicPartition, Offsets>> partitions) {

    /// Offsets of one partition.
    ///
    /// @param position of the next record to be polled
    /// @param settled everything before it is committed, or has left the log
    /// @param end of the log
    /// @param acknowledged everything before it is done with, whether Kafka knows or not; 0 when nothing is known
    record Offsets(long position, long settled, long end, long acknowledged) {}
}
