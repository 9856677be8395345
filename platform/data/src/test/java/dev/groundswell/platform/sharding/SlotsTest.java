package dev.groundswell.platform.sharding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.commons.codec.digest.MurmurHash3;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Golden vectors: a red test here means that customers are looked for where they do not live. The test is right, whatever changed is not.
class SlotsTest {

    private static final int CUSTOMERS = 1_000_000;

    /// Computed by a Python program written from the published algorithm, not by the library that is tested.
    @ParameterizedTest
    @CsvSource({"'', 0", "a, 50", "ab, 671", "abc, 122", "abcd, 618", "0, 447", "test, 147", "'Hello, world!', 195",
            "The quick brown fox jumps over the lazy dog, 227", "alice, 925", "Alice, 494", "bob, 114", "customer-1, 100",
            "customer-42, 949", "user@example.com, 220", "auth0|5f7c8ec7c33c6c004bbafe82, 798",
            "3f2504e0-4f89-41d3-9a0c-0305e82c3301, 779", "jürgen, 129", "日本語, 279", "😀, 186"})
    void aCustomersSlotNeverChanges(String customer, int slot) {
        assertThat(Slots.of(customer)).isEqualTo(slot);
    }

    @Test
    void longIdsHaveASlotLikeAllOthers() {
        assertThat(Slots.of("x".repeat(1_000))).isEqualTo(782);
    }

    /// The hash is taken as unsigned: this one is negative as an `int`, whose signed remainder would be another.
    @Test
    void theHashIsUnsigned() {
        assertThat(hash("ab")).isNegative();
        assertThat(Slots.of("ab")).isEqualTo((int) (Integer.toUnsignedLong(hash("ab")) % 960)).isNotEqualTo(Math.abs(hash("ab") % 960));
    }

    /// The reference vectors that implementations of MurmurHash3 x86 32 bit publish for seed 0, as bytes.
    @ParameterizedTest
    @CsvSource({"'', 00000000", "ffffffff, 76293b50", "21436587, f55b516b", "214365, 7e4a8634", "2143, a0f7b07a", "21, 72661cf4",
            "00000000, 2362f9de", "000000, 85f0b427", "0000, 30f4c306", "00, 514e28b7"})
    void theHashIsThePublishedOne(String bytes, String hash) {
        byte[] data = HexFormat.of().parseHex(bytes);

        assertThat(MurmurHash3.hash32x86(data, 0, data.length, 0)).isEqualTo(Integer.parseUnsignedInt(hash, 16));
    }

    static Stream<Named<Supplier<String>>> customers() {
        AtomicInteger last = new AtomicInteger();
        Random random = new Random(1);
        return Stream.of(Named.of("counted", () -> "customer-" + last.incrementAndGet()),
                Named.of("UUIDs",
                        () -> new UUID((random.nextLong() & ~0xf000L) | 0x4000, (random.nextLong() >>> 2) | (1L << 63)).toString()));
    }

    @ParameterizedTest
    @MethodSource("customers")
    void aMillionCustomersSpreadEvenlyOverShards(Supplier<String> ids) {
        int[] bySlot = new int[Slots.COUNT];
        for (int i = 0; i < CUSTOMERS; i++) {
            bySlot[Slots.of(ids.get())]++;
        }

        for (int shards : new int[]{2, 3, 4, 8, 16}) {
            int slots = Slots.COUNT / shards;
            int fullest = IntStream.range(0, shards)
                    .map(shard -> Arrays.stream(bySlot, shard * slots, (shard + 1) * slots).sum())
                    .max()
                    .orElseThrow();
            double over = (double) fullest * shards / CUSTOMERS - 1;
            assertThat(over).as("the fullest of %d shards over their mean", shards).isBetween(0.0, 0.02);
        }
    }

    private static int hash(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return MurmurHash3.hash32x86(bytes, 0, bytes.length, 0);
    }
}
