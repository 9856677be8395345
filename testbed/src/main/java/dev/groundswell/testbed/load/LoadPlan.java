package dev.groundswell.testbed.load;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/// What load is to be made.
///
/// @param rate arrivals a second of the open model; without one `users` connections ask as fast as they are answered, the closed model
/// @param users connections of the closed model, and in both models the number of customers
record LoadPlan(URI url, Mix mix, int users, OptionalDouble rate, Duration duration, long seed, Path folder) {
    /// `shop, 100 users as fast as they are answered, for 60 s`
    String words() {
        String model = rate.isPresent()
                ? String.format(Locale.ROOT, "%s arrivals a second of %d customers", number(rate.getAsDouble()), users)
                : users + " users, each as fast as it is answered";
        return mix.name().toLowerCase(Locale.ROOT) + ", " + model + ", for " + duration.toSeconds() + " s";
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
