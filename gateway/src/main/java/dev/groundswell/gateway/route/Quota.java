package dev.groundswell.gateway.route;

/// Which of its budgets a caller's request draws on. Whatever an admin asks draws on [#ADMIN].
public enum Quota {
    /// What changes something: orders above all.
    ORDERS,
    /// What only reads, and quotes.
    BROWSE,
    /// All of an admin's requests.
    ADMIN
}
