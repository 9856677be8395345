package dev.groundswell.gateway.route;

/// Who may call a route. A token that is sent must verify on each of them but the last.
public enum Access {
    /// With or without a token.
    ANYONE,
    /// With a token; whether a thing is the caller's own is the service's to decide.
    CUSTOMER,
    /// With a token of the group `admin`.
    ADMIN,
    /// Anyone, and what is sent as `Authorization` is the service's to judge: for services with credentials of their own.
    UNCHECKED
}
