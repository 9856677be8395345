package dev.groundswell.order.overdue;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How long and how often unsettled orders are looked after.
@ConfigMapping(prefix = "groundswell.overdue")
public interface OverdueConfig {

    /// How often each instance looks for overdue orders. Lower costs an index scan a shard and period.
    @WithDefault("10s")
    Duration every();

    /// Pause before the second reminder; it doubles with each.
    @WithDefault("60s")
    Duration pause();

    /// After this many reminders the order is rejected with `failed`.
    @WithDefault("10")
    int reminders();

    /// Most orders looked after at once, a shard.
    @WithDefault("200")
    int batch();
}
