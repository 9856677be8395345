package dev.groundswell.platform.cache;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.DoubleSupplier;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/// The second tier as one cache sees it. Thread-safe. What is found and is no copy of this cache counts as nothing, and what is written next takes its place.
final class Shared<V> {

    private static final Logger LOG = Logger.getLogger(Shared.class);
    /// Times are stretched or cut by up to this, so that what was written together does not run out together.
    private static final double JITTER = 0.1;
    /// Keys whose copies could not be read and were not replaced yet.
    private static final int MOST_UNREADABLE = 1_000;

    private final Frames<V> frames;
    private final Copies copies;
    private final Floors floors;
    private final Freshness freshness;
    private final DoubleSupplier random;
    private final CacheConfig config;
    private final CacheMeters meters;
    private final ConcurrentMap<String, String> unreadable = new ConcurrentHashMap<>();

    Shared(Frames<V> frames, Floors floors, Freshness freshness, CacheParts parts, CacheMeters meters) {
        this.frames = frames;
        this.copies = parts.copies();
        this.floors = floors;
        this.freshness = freshness;
        this.random = parts.random();
        this.config = parts.config();
        this.meters = meters;
    }

    /// Emits what Redis has of these keys, however old; fails when it does not say so in time.
    ///
    /// @param moment at which it is asked
    Uni<Map<String, Known<V>>> read(Collection<String> keys, long moment) {
        return copies.read(keys.stream().map(frames::place).toList())
                .ifNoItem().after(config.redisBudget()).fail()
                .map(found -> decoded(keys, found, moment))
                .onFailure().invoke(() -> meters.redisUnavailable.add(keys.size()));
    }

    /// `copy`, if it is there and will do without the origin; else `null`.
    @Nullable
    Known<V> hit(String key, @Nullable Known<V> copy, long since) {
        if (copy != null && freshness.isBelieved(copy) && Freshness.isFilledAfter(copy, since) && floors.allowCopy(key, copy)) {
            meters.redisHits.increment();
            return copy;
        }
        meters.redisMisses.increment();
        return null;
    }

    /// Has Redis keep what is not known to be outdated. Returns at once, never fails.
    ///
    /// @param fromWriter whether what is there may be outdated by it
    void write(Map<String, Known<V>> known, boolean fromWriter) {
        List<Copies.Copy> written = new ArrayList<>();
        known.forEach((key, one) -> {
            try {
                if (floors.allow(key, one)) {
                    written.add(new Copies.Copy(frames.place(key), one.entry().version(), frames.write(key, one), time(one),
                            unreadable.remove(key),
                            fromWriter));
                }
            } catch (RuntimeException e) {
                LOG.warnf(e, "no copy of %s can be made", frames.place(key));
            }
        });
        if (!written.isEmpty()) {
            copies.write(written);
        }
    }

    private Duration time(Known<V> known) {
        Duration time = known.entry().value() == null ? config.absenceFor() : config.copiesFor();
        return Duration.ofMillis((long) (time.toMillis() * (1 - JITTER + 2 * JITTER * random.getAsDouble())));
    }

    private Map<String, Known<V>> decoded(Collection<String> keys, Map<String, byte[]> found, long moment) {
        Map<String, Known<V>> known = new HashMap<>();
        for (String key : keys) {
            byte[] frame = found.get(frames.place(key));
            Known<V> copy = frame == null ? null : decoded(key, frame, moment);
            if (copy != null) {
                known.put(key, copy);
            }
        }
        return known;
    }

    private @Nullable Known<V> decoded(String key, byte[] frame, long moment) {
        try {
            return frames.read(key, frame, moment);
        } catch (IOException | RuntimeException foreign) {
            meters.ignored.increment();
            LOG.debugf("%s in Redis is ignored: %s", frames.place(key), foreign.getMessage());
            if (unreadable.size() < MOST_UNREADABLE) {
                unreadable.put(key, sha1(frame));
            }
            return null;
        }
    }

    /// As Redis' scripts work it out; it only tells whether something is still the same.
    private static String sha1(byte[] frame) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(frame));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
