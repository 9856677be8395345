package dev.groundswell.gateway.limit;

import java.time.Duration;

import dev.groundswell.gateway.client.Client;
import dev.groundswell.platform.identity.Caller;

/// What one class of requests is allowed. Immutable.
///
/// @param name of the class
/// @param rate its quota and window
/// @param keys what the keys of its callers in Redis begin with: a changed rate begins anew
record Policy(String name, Rate rate, String keys) {

    private static final long MICROS = 1_000_000;

    /// @throws IllegalArgumentException that names the setting
    static Policy of(String name, long quota, Duration window) {
        String setting = "groundswell.limits." + name;
        if (!window.isPositive() || window.getNano() != 0) {
            throw new IllegalArgumentException(setting + ".window must be whole seconds, was " + window);
        }
        if (quota < 1) {
            throw new IllegalArgumentException(setting + ".quota must be at least 1, was " + quota);
        }
        try {
            Rate rate = new Rate(quota, Math.multiplyExact(window.toSeconds(), MICROS));
            return new Policy(name, rate, "groundswell:limits:" + name + ":" + quota + "/" + window.toSeconds() + ":");
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException(setting + ".quota and .window are too large together: " + e.getMessage(), e);
        }
    }

    String key(Caller caller) {
        return keys + "sub:" + caller.subject();
    }

    String key(Client client) {
        return keys + "net:" + client.network();
    }

    long seconds() {
        return rate.window() / MICROS;
    }
}
