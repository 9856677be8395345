package dev.groundswell.testbed.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;

import org.apache.commons.codec.digest.MurmurHash3;

/// Orders of the past year, twenty a customer, each customer's spread over the year. All about an order follows from its number, so nothing of them has
/// to be kept. Immutable.
final class PastOrders {
    /// Orders of each customer.
    static final int EACH = 20;
    private static final Duration YEAR = Duration.ofDays(365);
    private static final int SLOTS = 960;
    /// A prime above every number of orders: its multiples pass each order of each customer once.
    private static final long STEP = Integer.MAX_VALUE;

    private final int size;
    private final Instant newest;
    private final short[] slots;

    /// @param size a multiple of [#EACH]
    /// @param newest when the last of them was placed
    PastOrders(int size, Instant newest) {
        if (size < EACH || size % EACH != 0) {
            throw new IllegalArgumentException(size + " orders are not " + EACH + " a customer");
        }
        this.size = size;
        this.newest = newest;
        this.slots = new short[size / EACH];
        for (int customer = 0; customer < slots.length; customer++) {
            slots[customer] = (short) slot(customer(customer));
        }
    }

    int size() {
        return size;
    }

    int customers() {
        return slots.length;
    }

    /// The id of a customer, the same whatever the number of orders. Looks like a UUID, as subjects of most issuers do, and neighbours lie far apart.
    static String customer(int number) {
        return new UUID(mixed(2L * number), mixed(2L * number + 1)).toString();
    }

    /// The number of the customer who placed an order.
    int customerOf(int order) {
        return (int) (order * STEP % size / EACH);
    }

    int slotOf(int order) {
        return slots[customerOf(order)];
    }

    /// A UUID of version 7 with the slot in the ten low bits of `rand_a`, as order-service makes them. Later orders have greater ones.
    UUID id(int order) {
        return new UUID(placedAt(order).toEpochMilli() << 16 | 0x7000 | slotOf(order), 0x8000_0000_0000_0000L | mixed(order) >>> 2);
    }

    Instant placedAt(int order) {
        return newest.minusMillis(YEAR.toMillis() * (size - 1 - order) / size);
    }

    /// What order-service computes from a customer's id.
    static int slot(String customer) {
        byte[] bytes = customer.getBytes(StandardCharsets.UTF_8);
        return Integer.remainderUnsigned(MurmurHash3.hash32x86(bytes, 0, bytes.length, 0), SLOTS);
    }

    private static long mixed(long number) {
        return new SplittableRandom(number).nextLong();
    }
}
