package dev.groundswell.platform.tracing;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

/// The `traceparent` header of W3C Trace Context, level 1: `00-<trace id>-<parent id>-<flags>`.
public final class TraceParent {

    private static final int LENGTH = 55;

    private TraceParent() {}

    /// The header as it came when it is well-formed, else a new one that is not sampled.
    public static String orNew(@Nullable String header) {
        return header != null && wellFormed(header) ? header : create();
    }

    static boolean wellFormed(String header) {
        return header.length() == LENGTH && header.startsWith("00-") && header.charAt(35) == '-' && header.charAt(52) == '-'
                && hex(header, 3, 35) && hex(header, 36, 52) && hex(header, 53, 55)
                && !header.regionMatches(3, "00000000000000000000000000000000", 0, 32)
                && !header.regionMatches(36, "0000000000000000", 0, 16);
    }

    private static String create() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return "00-" + hex.toHexDigits(random.nextLong() | 1) + hex.toHexDigits(random.nextLong()) + '-'
                + hex.toHexDigits(random.nextLong() | 1) + "-00";
    }

    private static boolean hex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }
}
