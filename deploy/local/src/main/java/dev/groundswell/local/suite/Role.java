package dev.groundswell.local.suite;

import java.util.Locale;
import java.util.Optional;

/// What an instance does of its service's work.
enum Role {
    /// Serves the API.
    HTTP,
    /// Consumes events and runs jobs.
    WORKER,
    /// All of it.
    BOTH;

    boolean serves() {
        return this != WORKER;
    }

    boolean works() {
        return this != HTTP;
    }

    /// As the services' setting `groundswell.role` has it.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Role> named(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
