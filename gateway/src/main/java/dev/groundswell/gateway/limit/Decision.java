package dev.groundswell.gateway.limit;

/// What a request is told.
///
/// @param passed whether it may go on
/// @param remaining how many more would pass now
/// @param untilOne microseconds until one more passes; 0 when it would now
/// @param untilAll microseconds until the whole quota is there again
record Decision(boolean passed, long remaining, long untilOne, long untilAll) {

    /// What the request number `place` (from 0) of those that came together is told; the last of them have not passed.
    static Decision of(Rate rate, Tat after, long now, int passed, int place) {
        long left = place < passed ? passed - 1 - place : 0;
        return new Decision(place < passed, left + rate.available(after, now), left > 0 ? 0 : rate.untilOne(after, now),
                rate.untilAll(after, now));
    }
}
