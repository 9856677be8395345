package dev.groundswell.gateway.limit;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What becomes of a decision.
enum Mode {
    /// Nothing is decided.
    OFF,
    /// It is decided and counted, and nobody notices.
    DARK,
    /// It holds.
    ON;

    /// As settings and requests spell it.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Mode> of(String word) {
        return Stream.of(values()).filter(mode -> mode.word().equals(word)).findFirst();
    }
}
