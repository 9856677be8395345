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

    /// For a new connection. More helps over lossy networks; a dead host then holds a request longer before it is tried on another instance
    /// or becomes a 503.
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

    /// When an instance is left out, and when it is taken back.
    Ejection ejection();

    /// When a service that answers nobody is not asked any more.
    Breaker breaker();

    /// How often a request is sent once more.
    Retries retries();

    /// The instances of one service.
    interface Service {

        /// `host:port` of each, separated by commas, each once. Of two drawn at random the one with fewer requests in flight gets the next.
        List<String> addresses();
    }

    /// Answers of any status show that an instance is there; connections that fail or break off before an answer, and time-outs, show that it is not.
    interface Ejection {

        /// Failures in a row until an instance is left out. More tolerates instances that stumble; a dead one then costs each event loop's
        /// customers more failures, a hung one more time-outs.
        @WithDefault("3")
        int failures();

        /// From an ejection to the first probe; each further one waits twice as long, and all of them by chance up to half less. More spares an
        /// instance that is just starting; one that only stumbled is away longer.
        @WithDefault("500ms")
        Duration firstProbe();

        /// Between two probes. More means fewer probes of instances that are gone for good; one that comes back is noticed later.
        @WithDefault("5s")
        Duration longestBackoff();

        /// For a probe's answer. More takes back slower instances; a hung one holds each probe's connection longer.
        @WithDefault("2s")
        Duration probeTimeout();
    }

    /// Only what blames an instance counts as a failure, and only when no other instance answered instead.
    interface Breaker {

        /// The last calls by which a service is judged, 1 to 60. More tolerates more failures before it is known to be away. Where no instance answers and
        /// callers wait in vain, it is known at once.
        @WithDefault("40")
        int calls();

        /// The share of them that has to fail. More asks a service on that fails most.
        @WithDefault("0.5")
        double failureRatio();

        /// Until one call tries again. More spares a service that comes back; its customers are refused longer.
        @WithDefault("1s")
        Duration pause();
    }

    /// One budget a service. Repeats are load that nobody asked for, at a time at which there may be too much of it already.
    interface Retries {

        /// For each request so many may be sent once more. More survives instances that often break off; in overload it is so much more load.
        @WithDefault("0.1")
        double share();

        /// And so many a second besides, for a service that is rarely asked.
        @WithDefault("10")
        int perSecond();

        /// What may be saved up. More survives the death of an instance with more requests on their way to it.
        @WithDefault("100")
        int most();

        /// The longest wait before what broke off is sent once more; the wait is drawn at random. More spreads them further, and each takes longer.
        @WithDefault("25ms")
        Duration jitter();
    }
}
