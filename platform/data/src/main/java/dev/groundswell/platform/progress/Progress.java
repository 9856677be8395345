package dev.groundswell.platform.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import dev.groundswell.platform.progress.Sample.Offsets;

/// Judges from samples which consumers have stalled. Knows no clock and no Kafka; one thread at a time.
///
/// A partition owes progress while something of it was delivered and is not committed, or waits in the log although its consumer has had
/// nothing to do since the sample before. Its time runs from the last commit, and begins anew with each batch that waits for a part that is
/// away: patience is no stall. A consumer that takes one batch after the other gets to all of them, so any commit of its counts meanwhile.
final class Progress {

    private final Duration bound;
    private final Map<Place, Owing> owing = new HashMap<>();
    private final Map<Place, Long> settled = new HashMap<>();
    private final Map<String, Long> begun = new HashMap<>();

    Progress(Duration bound) {
        this.bound = bound;
    }

    /// What to do about it.
    ///
    /// @param unheard acknowledged offsets that Kafka has not been told, or did not hear: a commit that failed is not repeated by itself
    record Verdict(List<Stall> stalls, Map<String, Map<TopicPartition, Long>> unheard) {}

    private record Place(String consumer, @Nullable TopicPartition partition) {}

    private record Owing(long settled, long since) {}

    /// @param now nanoseconds of a clock that only goes on
    Verdict judge(long now, List<Sample> samples) {
        Verdict verdict = new Verdict(new ArrayList<>(), new HashMap<>());
        Set<Place> current = new HashSet<>();
        samples.forEach(sample -> judge(now, sample, current, verdict));
        owing.keySet().retainAll(current);
        return verdict;
    }

    /// Begins anew: while Kafka is away nobody can make progress.
    void forget() {
        owing.clear();
    }

    private void judge(long now, Sample sample, Set<Place> current, Verdict verdict) {
        Long before = begun.put(sample.consumer(), sample.begun());
        boolean idle = !sample.busy() && before != null && before == sample.begun();
        Map<TopicPartition, Offsets> partitions = sample.partitions().orElse(null);
        if (partitions == null) {
            Place place = new Place(sample.consumer(), null);
            current.add(place);
            stall(now, place, owing.computeIfAbsent(place, p -> new Owing(0, now)), "the consumer does not answer", verdict);
            return;
        }
        boolean moved = hasMoved(sample.consumer(), partitions);
        partitions.forEach((partition, offsets) -> {
            boolean owes = offsets.position() > offsets.settled() || (idle && offsets.end() > offsets.position());
            // Busy with others, it is not known to do nothing about what waits: neither forgiven nor blamed until it is idle again.
            boolean open = !idle && offsets.end() > offsets.position();
            Place place = new Place(sample.consumer(), partition);
            if (sample.waits() || !(owes || (open && owing.containsKey(place)))) {
                return;
            }
            current.add(place);
            judge(now, place, offsets, idle, moved, owes, verdict);
        });
    }

    private void judge(long now, Place place, Offsets offsets, boolean idle, boolean moved, boolean owes, Verdict verdict) {
        Owing before = owing.get(place);
        if (before == null || before.settled() != offsets.settled() || (!idle && moved)) {
            owing.put(place, new Owing(offsets.settled(), now));
            return;
        }
        // All that was delivered is done with, and nothing is on its way between the two.
        if (place.partition() != null && idle && offsets.acknowledged() > offsets.settled()
                && offsets.acknowledged() == offsets.position()) {
            verdict.unheard().computeIfAbsent(place.consumer(), c -> new HashMap<>()).put(place.partition(), offsets.acknowledged());
        }
        if (owes) {
            stall(now, place, before, "position " + offsets.position() + ", committed " + offsets.settled() + ", end " + offsets.end(),
                    verdict);
        }
    }

    private void stall(long now, Place place, Owing since, String detail, Verdict verdict) {
        Duration age = Duration.ofNanos(now - since.since());
        if (age.compareTo(bound) > 0) {
            verdict.stalls().add(new Stall(place.consumer(), place.partition() == null ? "-" : place.partition().toString(), age, detail));
        }
    }

    /// Whether anything was committed since the sample before.
    private boolean hasMoved(String consumer, Map<TopicPartition, Offsets> partitions) {
        boolean moved = false;
        for (Map.Entry<TopicPartition, Offsets> partition : partitions.entrySet()) {
            long now = partition.getValue().settled();
            Long before = settled.put(new Place(consumer, partition.getKey()), now);
            moved |= before != null && before < now;
        }
        return moved;
    }
}
