package dev.groundswell.testbed.load;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Draws ranks 0…n−1, rank k as often as 1 / (k + 1)^exponent: a few products are wanted by many. Immutable and thread-safe.
final class Zipf {
    private final double[] upTo;

    Zipf(int ranks, double exponent) {
        upTo = new double[ranks];
        double sum = 0;
        for (int rank = 0; rank < ranks; rank++) {
            sum += Math.pow(rank + 1, -exponent);
            upTo[rank] = sum;
        }
        for (int rank = 0; rank < ranks; rank++) {
            upTo[rank] /= sum;
        }
    }

    int draw(RandomGenerator random) {
        int found = Arrays.binarySearch(upTo, random.nextDouble());
        // Between two sums the draw belongs to the upper one.
        return Math.min(found < 0 ? -found - 1 : found + 1, upTo.length - 1);
    }
}
