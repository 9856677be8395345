package dev.groundswell.platform.cache;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/// The second tier: copies that processes share. Thread-safe.
interface Copies {

    /// Emits the bytes at these places; one that has none is not in the map. Fails when it is not known soon enough.
    Uni<Map<String, byte[]>> read(Collection<String> places);

    /// Has these copies kept, each only in place of something older. Returns at once; some may get lost.
    void write(List<Copy> copies);

    /// @param version of what it says
    /// @param frame from [Frames#write]
    /// @param unreadable the SHA-1, in hexadecimal digits, of what was found at the place and is no copy; `null` when nothing like that was found
    /// @param fromWriter whether it is to be remembered until it is written: what is there may be outdated
    record Copy(String place, long version, byte[] frame, Duration time, @Nullable String unreadable, boolean fromWriter) {}
}
