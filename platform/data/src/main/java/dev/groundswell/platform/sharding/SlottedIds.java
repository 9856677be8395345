package dev.groundswell.platform.sharding;

import java.time.Clock;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Makes UUIDs of version 7 (RFC 9562, section 5.7) whose ten low bits of `rand_a` are the slot of their owner.
///
/// Ids of one slot made by one instance grow strictly (section 6.2, method 2), also when the clock stands still or steps back. Thread-safe.
public final class SlottedIds {

    private static final int SLOT_MASK = 0x3ff;
    private static final int COUNTER_BITS = 32;
    private static final int TAIL_BITS = 30;

    private final Clock clock;
    private final RandomGenerator random;
    private long lastMillis;
    private long counter;

    public SlottedIds(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    public UUID next(int slot) {
        long millis;
        long tail;
        synchronized (this) {
            millis = Math.max(clock.millis(), lastMillis);
            // Half the counter's range is left to grow into within one millisecond.
            counter = millis == lastMillis ? counter + 1 : random.nextLong(1L << (COUNTER_BITS - 1));
            if (counter >>> COUNTER_BITS != 0) {
                millis++;
                counter = 0;
            }
            lastMillis = millis;
            tail = counter << TAIL_BITS | random.nextLong(1L << TAIL_BITS);
        }
        return new UUID(millis << 16 | 0x7000 | slot, 0x8000_0000_0000_0000L | tail);
    }

    /// The slot in an id of ours, empty for every id that cannot be one.
    public static OptionalInt slotOf(UUID id) {
        int slot = (int) id.getMostSignificantBits() & SLOT_MASK;
        return id.version() == 7 && id.variant() == 2 && slot < Slots.COUNT ? OptionalInt.of(slot) : OptionalInt.empty();
    }
}
