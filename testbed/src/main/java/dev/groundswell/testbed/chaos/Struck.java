package dev.groundswell.testbed.chaos;

import java.time.Instant;
import java.util.List;

/// An episode as it went.
///
/// @param mended when the cause had ended
/// @param back when everything that was struck answered again
record Struck(List<Fault> faults, Instant began, Instant mended, Instant back) {

    Struck {
        faults = List.copyOf(faults);
    }

    boolean covers(Instant time) {
        return !time.isBefore(began) && time.isBefore(back);
    }
}
