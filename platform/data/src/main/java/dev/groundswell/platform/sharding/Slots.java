package dev.groundswell.platform.sharding;

import java.nio.charset.StandardCharsets;

import org.apache.commons.codec.digest.MurmurHash3;

/// Cuts the customers into 960 slots. This can never change: every order id carries its slot, every row its own.
public final class Slots {

    /// Divides evenly among 2, 3, 4, 5, 6, 8, 10, 12, 15, 16 … shards and partitions.
    public static final int COUNT = 960;

    private Slots() {}

    /// The slot of a customer, 0..959: MurmurHash3 x86 32 bit with seed 0 over the UTF-8 bytes, unsigned, modulo [#COUNT].
    public static int of(String customer) {
        byte[] bytes = customer.getBytes(StandardCharsets.UTF_8);
        return Integer.remainderUnsigned(MurmurHash3.hash32x86(bytes, 0, bytes.length, 0), COUNT);
    }
}
