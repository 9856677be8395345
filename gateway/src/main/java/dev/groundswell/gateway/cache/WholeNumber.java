package dev.groundswell.gateway.cache;

/// Digits and nothing else, as seconds (RFC 9111, section 1.2.2) and positions in a body are written.
final class WholeNumber {

    /// What larger values count as: 68 years, beyond anything a cache keeps.
    static final long MOST = Integer.MAX_VALUE;
    static final long INVALID = -1;

    private WholeNumber() {}

    /// The value, at most [#MOST]; [#INVALID] for anything but digits.
    static long parse(String text) {
        if (text.isEmpty()) {
            return INVALID;
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return INVALID;
            }
            number = Math.min(MOST, number * 10 + (c - '0'));
        }
        return number;
    }
}
