package dev.groundswell.platform.progress;

import java.time.Duration;

/// A consumer that gets nowhere.
///
/// @param place the topic and partition, or what else is the matter
record Stall(String consumer, String place, Duration since, String detail) {

    String key() {
        return consumer + " " + place;
    }

    String text() {
        return "no progress for " + since.toSeconds() + " s: " + detail;
    }
}
