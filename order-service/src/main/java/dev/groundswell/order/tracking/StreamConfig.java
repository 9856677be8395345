package dev.groundswell.order.tracking;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How long and how often streams of order events speak.
@ConfigMapping(prefix = "groundswell.streams")
public interface StreamConfig {

    /// After this long a stream ends, whatever became of the order; the client may come again.
    @WithDefault("60s")
    Duration longest();

    /// A comment is sent this often, so that nobody on the way takes a quiet stream for a dead one.
    @WithDefault("15s")
    Duration heartbeat();

    /// The order is read again this often, in case Redis is silent. Lower costs a read per stream and period.
    @WithDefault("2s")
    Duration reread();
}
