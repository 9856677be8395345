package dev.groundswell.platform.consistency;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

import org.jspecify.annotations.Nullable;

/// How far a client has seen into each database. Immutable; clients pass it on as it is.
///
/// Its text is the unpadded base64url of a version, of each database's name, position and time, and of a check sum, which tells a damaged token from
/// a whole one. It proves nothing and needs no secret: who forges one only chooses what its own reads may miss.
public final class ConsistencyToken {

    /// The header of requests and answers.
    public static final String HEADER = "Consistency-Token";

    /// What somebody has seen who has seen nothing yet.
    public static final ConsistencyToken NONE = new ConsistencyToken(new TreeMap<>());

    private static final int VERSION = 1;
    private static final int CHECK_BYTES = Integer.BYTES;
    private static final int LONGEST_TEXT = 4_096;
    private static final int MOST_DATABASES = 40;
    private static final Pattern NUMBER = Pattern.compile("_[0-9]+$");
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,32}");

    private final SequencedMap<String, Seen> byDatabase;

    private ConsistencyToken(SequencedMap<String, Seen> byDatabase) {
        this.byDatabase = byDatabase;
    }

    /// Reads a token's text; empty for what is none of ours, was cut off or altered.
    public static Optional<ConsistencyToken> parse(String text) {
        if (text.length() > LONGEST_TEXT) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            int end = bytes.length - CHECK_BYTES;
            return end > 0 && check(bytes, end) == checkIn(bytes, end) ? read(bytes, end) : Optional.empty();
        } catch (IllegalArgumentException | IOException damaged) {
            return Optional.empty();
        }
    }

    /// How far `database` was seen, `null` when nothing of it was.
    public @Nullable Seen of(String database) {
        return byDatabase.get(database);
    }

    /// Whether nothing was seen of another shard of `database`: one whose name differs in its number.
    boolean namesNoSiblingOf(String database) {
        String family = family(database);
        return byDatabase.keySet().stream().allMatch(name -> name.equals(database) || !family(name).equals(family));
    }

    private static String family(String database) {
        return NUMBER.matcher(database).replaceFirst("");
    }

    /// This and what was seen of one more database, or further of the same. A name that no database of ours can have, or one too many, is left out.
    public ConsistencyToken with(String database, Seen seen) {
        if (!byDatabase.containsKey(database) && (byDatabase.size() >= MOST_DATABASES || !NAME.matcher(database).matches())) {
            return this;
        }
        SequencedMap<String, Seen> further = new TreeMap<>(byDatabase);
        further.merge(database, seen, Seen::max);
        return new ConsistencyToken(further);
    }

    /// The further of both for each database.
    public ConsistencyToken merge(ConsistencyToken other) {
        ConsistencyToken merged = this;
        for (Map.Entry<String, Seen> entry : other.byDatabase.entrySet()) {
            merged = merged.with(entry.getKey(), entry.getValue());
        }
        return merged;
    }

    public boolean isEmpty() {
        return byDatabase.isEmpty();
    }

    /// The text that [#parse] reads.
    public String text() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            for (Map.Entry<String, Seen> entry : byDatabase.entrySet()) {
                byte[] name = entry.getKey().getBytes(StandardCharsets.US_ASCII);
                out.writeByte(name.length);
                out.write(name);
                out.writeLong(entry.getValue().position());
                out.writeLong(entry.getValue().millis());
            }
            out.writeInt(check(bytes.toByteArray(), bytes.size()));
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConsistencyToken token && byDatabase.equals(token.byDatabase);
    }

    @Override
    public int hashCode() {
        return byDatabase.hashCode();
    }

    @Override
    public String toString() {
        return "ConsistencyToken" + byDatabase;
    }

    private static Optional<ConsistencyToken> read(byte[] bytes, int end) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, end));
        if (in.readUnsignedByte() != VERSION) {
            return Optional.empty();
        }
        ConsistencyToken token = NONE;
        while (in.available() > 0) {
            byte[] name = new byte[in.readUnsignedByte()];
            in.readFully(name);
            token = token.with(new String(name, StandardCharsets.US_ASCII), new Seen(in.readLong(), in.readLong()));
        }
        return Optional.of(token);
    }

    private static int check(byte[] bytes, int end) {
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, end);
        return (int) sum.getValue();
    }

    private static int checkIn(byte[] bytes, int end) {
        return ByteBuffer.wrap(bytes, end, CHECK_BYTES).getInt();
    }
}
