package dev.groundswell.testbed.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;

/// What happens when: the same for the same seed. Faults are dealt like cards, so that each comes once before any comes again; every third time two parts are
/// struck at once. Used by one thread.
final class Schedule {

    private static final int PAIR_EACH = 3;
    private static final Duration SHORTEST = Duration.ofSeconds(3);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(2);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(6);

    private final List<Fault> faults;
    private final @Nullable Duration length;
    private final Random random;
    private final Deque<Fault> deck = new ArrayDeque<>();
    private int dealt;

    /// @param length of every episode; `null` for lengths between three and ten seconds
    Schedule(long seed, List<Fault> faults, @Nullable Duration length) {
        this.faults = List.copyOf(faults);
        this.length = length;
        this.random = new Random(seed);
    }

    /// @param pause before it, in which all is well
    /// @param stagger between the first and the second fault, and between their ends
    record Episode(Duration pause, List<Fault> faults, Duration length, Duration stagger) {}

    Episode next() {
        List<Fault> struck = new ArrayList<>(List.of(deal()));
        if (++dealt % PAIR_EACH == 0) {
            deck().stream().filter(other -> !other.part().equals(struck.getFirst().part())).findFirst().ifPresent(other -> {
                deck.remove(other);
                struck.add(other);
            });
        }
        Duration time = length == null ? between(SHORTEST, LONGEST) : length;
        return new Episode(between(SHORTEST_PAUSE, LONGEST_PAUSE), List.copyOf(struck), time, between(Duration.ZERO, SHORTEST));
    }

    private Fault deal() {
        return deck().removeFirst();
    }

    private Deque<Fault> deck() {
        if (deck.isEmpty()) {
            List<Fault> shuffled = new ArrayList<>(faults);
            Collections.shuffle(shuffled, random);
            deck.addAll(shuffled);
        }
        return deck;
    }

    private Duration between(Duration least, Duration most) {
        return Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis() + 1));
    }
}
