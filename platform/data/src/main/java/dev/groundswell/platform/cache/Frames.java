package dev.groundswell.platform.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// How what is known of a key becomes a copy in Redis: its frame. Thread-safe.
///
/// ```
/// G S 1 | flags | format (2) | version (8) | asOf (8) | value | CRC-32C (4) of the key and all before
/// ```
///
/// [CopyScript] reads its head.
final class Frames<V> {

    private static final byte[] MAGIC = {'G', 'S', 1};
    private static final int ABSENT = 1;
    private static final int UNCONFIRMED = 2;
    private static final int HEAD = 22;
    private static final int SUM = 4;

    private final CacheSpec spec;
    private final Codec<V> codec;

    Frames(CacheSpec spec, Codec<V> codec) {
        this.spec = spec;
        this.codec = codec;
    }

    /// Where Redis has the copy of `key`.
    String place(String key) {
        return "gs:" + spec.name() + ":" + spec.format() + ":" + key;
    }

    byte[] write(String key, Known<V> known) {
        V value = known.entry().value();
        byte[] bytes = value == null ? new byte[0] : codec.encode(value);
        int flags = (value == null ? ABSENT : 0) | (known.confirmed() ? 0 : UNCONFIRMED);
        ByteBuffer frame = ByteBuffer.allocate(HEAD + bytes.length + SUM)
                .put(MAGIC)
                .put((byte) flags)
                .putShort((short) spec.format())
                .putLong(known.entry().version())
                .putLong(known.asOf())
                .put(bytes);
        return frame.putInt(sum(key, frame.array())).array();
    }

    /// What a copy says. Fails on everything that [#write] has not made of the same key in the same format.
    ///
    /// @param moment at which Redis was asked
    Known<V> read(String key, byte[] bytes, long moment) throws IOException {
        if (bytes.length < HEAD + SUM || !startsWithMagic(bytes) || ByteBuffer.wrap(bytes).getInt(bytes.length - SUM) != sum(key, bytes)) {
            throw new IOException("no copy of " + key);
        }
        ByteBuffer frame = ByteBuffer.wrap(bytes, MAGIC.length, bytes.length - MAGIC.length - SUM);
        int flags = frame.get();
        if (frame.getShort() != spec.format()) {
            throw new IOException("a copy of " + key + " in another format");
        }
        long version = frame.getLong();
        long asOf = frame.getLong();
        byte[] value = new byte[frame.remaining()];
        frame.get(value);
        Entry<V> entry = (flags & ABSENT) == 0 ? Entry.of(codec.decode(value), version) : Entry.absent(version);
        return new Known<>(entry, moment, asOf, (flags & UNCONFIRMED) == 0);
    }

    private static boolean startsWithMagic(byte[] bytes) {
        for (int i = 0; i < MAGIC.length; i++) {
            if (bytes[i] != MAGIC[i]) {
                return false;
            }
        }
        return true;
    }

    private static int sum(String key, byte[] frame) {
        CRC32C sum = new CRC32C();
        sum.update(key.getBytes(UTF_8));
        sum.update(frame, 0, frame.length - SUM);
        return (int) sum.getValue();
    }
}
