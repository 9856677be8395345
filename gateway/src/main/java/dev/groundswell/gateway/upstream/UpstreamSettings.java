package dev.groundswell.gateway.upstream;

import java.time.Duration;
import java.util.List;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Where the services are and how patient the gateway is with them.
@ConfigMapping(prefix = "groundswell.upstreams")
public interface UpstreamSettings {

    Service order();

    Service catalog();

    Service pricing();

    /// For a new connection, and for a place in the pool when all are taken. More helps over lossy networks;
    /// a dead host then holds each request longer before it becomes a 504.
    @WithDefault("2s")
    Duration connectTimeout();

    /// From the end of a request to the head of its answer. More lets slow services finish; clients wait longer for the 504 of a hung one.
    @WithDefault("10s")
    Duration responseTimeout();

    /// The same for batches, which write up to a thousand things.
    @WithDefault("30s")
    Duration batchTimeout();

    /// How long one stream of events may last. Services end theirs after 60 s; this is for one that forgets. More keeps dead streams longer.
    @WithDefault("90s")
    Duration streamBound();

    /// A connection over which nothing has passed in either direction for this long is given up. Longer than every time-out above, than the time
    /// of a request body (`groundswell.body.time`) and than the heartbeats of streams (15 s), or those are cut off. More keeps half-open connections longer.
    @WithDefault("75s")
    Duration silence();

    /// Connections of one event loop to one address: as many of its requests are there at once. More moves the queue from here into the service.
    @WithDefault("128")
    int connections();

    /// Requests of one event loop that may wait for a connection to one address; beyond it they are refused with 503. More means a longer wait in overload, not more work done.
    @WithDefault("1024")
    int waiting();

    /// Streams of events that one event loop holds open to one address; beyond it they are refused with 503. Each has a connection that nothing
    /// else waits for. More means more open connections and files, here and in the service.
    @WithDefault("512")
    int streams();

    /// Whole seconds an unused connection is kept. Must stay below the services' own idle time-out, or requests meet connections that are being closed.
    @WithDefault("30s")
    Duration keepAlive();

    /// The instances of one service.
    interface Service {

        /// `host:port` of each, asked in turn.
        List<String> addresses();
    }
}
