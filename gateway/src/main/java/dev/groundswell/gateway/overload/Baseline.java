package dev.groundswell.gateway.overload;

/// How long a route's answers take when the service is not busy: a mean that forgets. Not thread-safe.
final class Baseline {

    /// The newest sample weighs 1 / MEMORY, as soon as there are so many.
    private static final int MEMORY = 32;
    /// A pause of the service is no slower service: a sample counts for so many times the mean at most, once there is one to speak of.
    private static final double MOST = 4;
    private static final int FEW = 8;

    private double nanos;
    private int samples;
    private int round;

    /// Nanoseconds; 0 while nothing is known.
    double nanos() {
        return nanos;
    }

    /// @param measuring counts the measurements: in a new one, what was known before counts for little
    void learn(long sample, int measuring) {
        if (round != measuring) {
            round = measuring;
            samples = Math.min(FEW, samples);
        }
        double counted = samples < FEW ? sample : Math.min(sample, MOST * nanos);
        samples = Math.min(MEMORY, samples + 1);
        nanos += (counted - nanos) / samples;
    }
}
