package dev.groundswell.gateway.limit;

/// A theoretical arrival time: when the next request would be due, had they all come evenly (ITU-T I.371, annex A). Kept to a fraction, so that a rate which is no whole
/// number of microseconds loses nothing over any number of requests.
///
/// @param whole microseconds since the epoch
/// @param rest of the rate's quota-th parts of a microsecond, less than the quota
record Tat(long whole, long rest) {

    /// Of somebody who has not asked for a window or longer.
    static final Tat NEVER = new Tat(0, 0);

    /// The later of two of the same rate.
    Tat orLater(Tat other) {
        return whole > other.whole || whole == other.whole && rest >= other.rest ? this : other;
    }
}
