package dev.groundswell.catalog.reserving;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How long it is remembered what was decided about an order's stock.
@ConfigMapping(prefix = "groundswell.reservations")
public interface ReservationsConfig {

    /// Counted from when the order was placed. After that nothing is decided about an order that is not remembered, and a day later what has ended is
    /// deleted. It has to be longer than an order can stay unsettled (17 hours of reminders), may be cancelled (half an hour after it is settled) and may
    /// wait for Kafka to come back: at least two days. More keeps a row an order for longer.
    @WithDefault("30d")
    Duration kept();
}
