package dev.groundswell.gateway.route;

/// Who answers a route.
public enum Destination {
    CATALOG, PRICING, ORDER,
    /// The gateway itself.
    GATEWAY
}
