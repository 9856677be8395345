package dev.groundswell.gateway.balance;

/// Hears of every ejection and re-admission once, on the event loop that caused it; must not block.
interface Incidents {

    /// @param failures in a row
    /// @param why the last of them
    void ejected(Address address, int failures, Throwable why);

    void readmitted(Address address);
}
